// Loaded through the parser first: the array operators and the parser need each other.
import './filter';

export { elementTest } from './operators/array';
export { regexTest } from './operators/regex';
