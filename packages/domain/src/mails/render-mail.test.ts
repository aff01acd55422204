import { renderMail } from '.';

const letter = {
  heading: 'shop <script>alert(1)</script> & "co"',
  paragraphs: ["It's <b>late</b>.\nVery.", 'Second.'],
  action: { label: 'Open', url: 'https://oatfin.example.com/schedules/1?a=1&b="><img src=x>' },
  footer: 'You own Acme <evil>.',
};

test('nothing of a letter is markup in the mail', () => {
  const { html } = renderMail(letter);
  expect(html).not.toMatch(/<script|<b>|<img|<evil/);
  expect(html).toContain('shop &lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;co&quot;');
  expect(html).toContain('It&#39;s &lt;b&gt;late&lt;/b&gt;.<br>\nVery.');
  expect(html).toContain('href="https://oatfin.example.com/schedules/1?a=1&amp;b=&quot;&gt;&lt;img src=x&gt;"');
});

test('the text part says the same, and ends with a signature that clients fold away', () => {
  expect(renderMail(letter).text).toBe(
    [letter.heading, ...letter.paragraphs, `Open: ${letter.action.url}`, `-- \n${letter.footer}\n`].join('\n\n'),
  );
});

test('a letter with nothing to open has no button', () => {
  const { html, text } = renderMail({ ...letter, action: null });
  expect(html).not.toContain('<a ');
  expect(text).not.toContain('http');
});
