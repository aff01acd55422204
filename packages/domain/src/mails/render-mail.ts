import { escapeHtml } from '@oatfin/platform/html';

/** What a mail says, as plain text; nothing in it is markup. */
export interface Letter {
  heading: string;
  paragraphs: string[];
  /** The button; null: there is nothing to open. */
  action: { label: string; url: string } | null;
  /** Why the reader gets this. */
  footer: string;
}

/** A letter as text and as HTML. */
export function renderMail(letter: Letter): { text: string; html: string } {
  return { text: toText(letter), html: toHtml(letter) };
}

function toText({ heading, paragraphs, action, footer }: Letter): string {
  const parts = [heading, ...paragraphs, ...(action ? [`${action.label}: ${action.url}`] : []), `-- \n${footer}`];
  return `${parts.join('\n\n')}\n`;
}

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";
const quiet = 'font-size:13px;line-height:1.5;opacity:.7';

/**
 * No table, no picture, styles in the elements. Only the button has colours of its own: text and background stay the
 * mail client's, so that its dark mode is right.
 */
function toHtml({ heading, paragraphs, action, footer }: Letter): string {
  const texts = paragraphs.map((text) => `<p style="margin:0 0 14px">${withBreaks(text)}</p>`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escapeHtml(heading)}</title>
<style>:root{color-scheme:light dark}</style>
</head>
<body style="margin:0;padding:0">
<div style="max-width:560px;margin:0 auto;padding:28px 20px;${font};font-size:16px;line-height:1.55">
<p style="margin:0 0 22px;font-size:14px;font-weight:700">Oatfin</p>
<h1 style="margin:0 0 14px;font-size:21px;line-height:1.3;font-weight:650">${escapeHtml(heading)}</h1>
${texts.join('\n')}
${action ? toButton(action) : ''}
<hr style="border:0;border-top:1px solid rgba(128,128,128,.35);margin:26px 0 14px">
<p style="margin:0;${quiet}">${withBreaks(footer)}</p>
</div>
</body>
</html>
`;
}

function toButton({ label, url }: { label: string; url: string }): string {
  const href = escapeHtml(url);
  const look = 'display:inline-block;padding:11px 18px;border-radius:8px;background:#0f766e;color:#ffffff';
  return `<p style="margin:22px 0 14px"><a href="${href}" style="${look};font-weight:600;text-decoration:none">${escapeHtml(label)}</a></p>
<p style="margin:0;${quiet};word-break:break-all">${href}</p>`;
}

function withBreaks(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>\n');
}
