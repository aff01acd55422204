import type { IApi } from 'umi';

/** Adds `import { request } from 'umi'` and tidies the page that umi writes. */
export default (api: IApi) => {
  api.describe({ key: 'oatfinRequest' });
  api.onGenerateFiles(() => {
    api.writeTmpFile({ path: 'index.ts', content: "export { request, ApiError } from '@/api/request';\n" });
  });
  api.modifyHTML(($) => {
    $('html').attr('lang', 'en');
    // umi's own forbids zooming.
    $('meta[name=viewport]').attr('content', 'width=device-width, initial-scale=1');
    $('meta[http-equiv]').remove();
    $('head').append('<meta name="color-scheme" content="light dark">');
    $('head').append('<meta name="description" content="Deploy containerised apps and watch them run.">');
    return $;
  });
};
