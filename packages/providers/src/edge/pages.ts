/** A handler that answers a small page; https://caddyserver.com/docs/json/apps/http/servers/routes/handle/static_response/ */
export function answerPage(status: number, title: string, sentence: string) {
  const body = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title}</title><style>body{font:16px/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto;padding:0 1rem}</style>
<h1>${title}</h1><p>${sentence}</p></html>
`;
  const headers = { 'Content-Type': ['text/html; charset=utf-8'], 'Cache-Control': ['no-store'] };
  return { handler: 'static_response', status_code: status, headers, body };
}
