export { observeApps } from './observe-apps';
export { readAppLogs, readAppState } from './read-app';
