// npm start. Says what it does in scripts/start/start.ts.
import { bootstrap } from './bootstrap.mjs';

await bootstrap('./start/main.ts');
