export { removeRegistry } from './registry-removal.service';
