export { pinContainers } from './pin-containers';
