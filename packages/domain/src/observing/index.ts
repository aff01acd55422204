export { observeApps, routeTraffic } from './observe-apps';
export { readAppLogs, readAppState } from './read-app';
