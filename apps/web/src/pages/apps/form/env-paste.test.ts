import { mergeRows, parseEnv } from './env-paste';

test('an .env file becomes rows: comments and empty lines are left out, export and quotes taken off', () => {
  const text =
    '# database\nexport HOST=db\n\nURL="postgres://a b" \nNOTE=\'#1 = one\'\nEMPTY=\nTOKEN=abc=def==\r\nLEVEL=info # loud';
  expect(parseEnv(text)).toEqual([
    { name: 'HOST', value: 'db' },
    { name: 'URL', value: 'postgres://a b' },
    { name: 'NOTE', value: '#1 = one' },
    { name: 'EMPTY', value: '' },
    { name: 'TOKEN', value: 'abc=def==' },
    { name: 'LEVEL', value: 'info' },
  ]);
});

test('a quoted value may span lines', () => {
  expect(parseEnv('KEY="-----BEGIN\nabc\n-----END"\nNEXT=1')).toEqual([
    { name: 'KEY', value: '-----BEGIN\nabc\n-----END' },
    { name: 'NEXT', value: '1' },
  ]);
});

test('text that is not KEY=value is pasted as it is', () => {
  expect(parseEnv('hello world')).toBeNull();
  expect(parseEnv('https://example.com/?a=b')).toBeNull();
  expect(parseEnv('')).toBeNull();
});

test('pasting replaces values of names that are there, fills empty rows and adds the rest', () => {
  const rows = [
    { name: 'A', value: '1' },
    { name: '', value: '' },
  ];
  const pasted = [
    { name: 'A', value: '2' },
    { name: 'B', value: '3' },
  ];
  expect(mergeRows(rows, pasted, (row) => row)).toEqual([
    { name: 'A', value: '2' },
    { name: 'B', value: '3' },
  ]);
});
