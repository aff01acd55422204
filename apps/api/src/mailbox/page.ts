import { escapeHtml } from '@oatfin/platform/html';

/** A moment as UTC; the script shows it in the reader's own zone. */
export function time(at: Date): string {
  const text = `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return `<time datetime="${at.toISOString()}">${text}</time>`;
}

/** The frame of both pages. `main` is HTML. */
export function page(title: string, main: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)} · Oatfin mailbox</title>
    <link rel="icon" href="/favicon.svg" />
    <link rel="stylesheet" href="/mailbox/mailbox.css" />
    <script src="/mailbox/mailbox.js" defer></script>
  </head>
  <body>
    <header><a href="/mailbox">Mailbox</a><span>Mails of this machine. They went nowhere else.</span><a href="/">Dashboard</a></header>
    <main>${main}</main>
  </body>
</html>
`;
}

/** Looks for new mails every three seconds while the page is seen; nothing moves when there are none. */
export const script = `const clock = { dateStyle: 'medium', timeStyle: 'short' };
function localTimes() {
  for (const time of document.querySelectorAll('time')) {
    const at = new Date(time.dateTime);
    time.title = at.toISOString();
    time.textContent = at.toLocaleString(undefined, clock);
  }
}
let last = document.querySelector('[data-live]')?.dataset.live;
async function refresh() {
  if (document.hidden) return;
  const answer = await fetch('/mailbox').catch(() => null);
  if (!answer?.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
  if (!next || next.dataset.live === last) return;
  last = next.dataset.live;
  document.querySelector('main').replaceChildren(next);
  localTimes();
}
localTimes();
if (last !== undefined) setInterval(refresh, 3000);
`;

/** The dashboard's colours, in a tenth of its size. */
export const style = `:root { --bg: #f8f6f1; --surface: #fff; --line: #e5e3dc; --text: #1c2329; --muted: #5b666e; --accent: #0f766e; color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
  :root { --bg: #0f1417; --surface: #171e23; --line: #2a343b; --text: #e7ecee; --muted: #9aa6ad; --accent: #4fd1c0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--bg); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 14px; padding: 16px 24px; border-bottom: 1px solid var(--line); }
header a:first-child { color: var(--text); font-size: 18px; font-weight: 680; text-decoration: none; }
header span { flex: 1; color: var(--muted); }
main { max-width: 880px; margin: 24px auto 64px; padding: 0 16px; }
.panel { margin: 0; padding: 0; list-style: none; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
.panel li + li { border-top: 1px solid var(--line); }
.panel li a { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 16px; padding: 12px 18px; color: inherit; text-decoration: none; }
.panel li a:hover { background: color-mix(in srgb, var(--text) 5%, transparent); }
.panel li a:focus-visible { outline-offset: -2px; }
.panel strong, .panel span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 600; }
.panel span, time { color: var(--muted); font-weight: 400; font-size: 13px; }
.empty { padding: 56px 20px; text-align: center; }
.empty p { margin: 6px 0 0; color: var(--muted); }
h1, h2 { margin: 0; font-size: 21px; line-height: 1.3; overflow-wrap: anywhere; }
h2 { font-size: 18px; }
dl { display: grid; grid-template-columns: auto minmax(0, 1fr); gap: 2px 14px; margin: 12px 0 20px; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
iframe { display: block; width: 100%; height: 62vh; min-height: 320px; border: 1px solid var(--line); border-radius: 12px; background: Canvas; resize: vertical; }
details { margin-top: 16px; }
summary { cursor: pointer; color: var(--muted); }
pre { margin: 10px 0 0; padding: 14px 16px; background: var(--surface); border: 1px solid var(--line); border-radius: 12px; white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
@media (max-width: 560px) { .panel li a { grid-template-columns: minmax(0, 1fr); } header { padding: 14px 16px; justify-content: space-between; } header span { order: 1; flex: 1 0 100%; } }
`;
