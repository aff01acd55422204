export type { Matcher, QueryContext } from './context';
export { compileFilter } from './filter';
export { compileProjection } from './projection';
export { compileSort } from './sort';
