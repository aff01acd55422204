export { default as startServices, stopServices } from './global-setup';
