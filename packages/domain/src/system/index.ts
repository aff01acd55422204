export { getSystem } from './system.service';
