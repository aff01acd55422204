// npm test. Says what it does in scripts/test/main.ts.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('./test/main.ts');
