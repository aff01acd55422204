import { defineConfig } from 'umi';
import { routes } from './routes';

/** Why webpack with swc, and why nothing of umi's plugin set: docs/decisions/0004-web-bundler.md. */
export default defineConfig({
  npmClient: 'npm',
  title: 'Oatfin',
  favicons: ['/favicon.svg'],
  hash: true,
  mfsu: false,
  polyfill: false,
  jsMinifier: 'swc',
  proxy: { '/v1': { target: process.env.API_URL ?? 'http://localhost:3000', changeOrigin: true } },
  // `npm run build` of the repository builds aside, so that what is served changes in one go.
  outputPath: process.env.WEB_OUTPUT ?? 'dist',
  routes,
});
