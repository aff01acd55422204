export { resolveImage } from './image.service';
