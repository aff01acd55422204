import { sortErrors } from '@/api/field-errors';
import { joinCommand, splitCommand } from './command';
import { placeInAppForm } from './place-field';
import { newApp, toBody } from './values';

const updatedAt = '2026-11-18T09:00:00.000Z';

function oneContainer(changes: Partial<ReturnType<typeof newApp>['containers'][number]>) {
  const values = newApp();
  return { ...values, name: 'shop', containers: values.containers.map((container) => ({ ...container, ...changes })) };
}

test('the public port is among the ports without being typed twice', () => {
  const body = toBody(oneContainer({ image: 'nginx', publicPort: 80, ports: ['80', '9090'] }));
  expect(body.containers[0]).toMatchObject({ publicPort: 80, ports: [80, 9090] });
});

test('a stored secret is kept, replaced or removed, and its value never needs to be known', () => {
  const secrets = [
    { name: 'KEPT', updatedAt },
    { name: 'REPLACED', updatedAt, value: 'new' },
    { name: 'REMOVED', updatedAt, isRemoved: true },
    { name: 'ADDED', value: 'x' },
  ];
  expect(toBody(oneContainer({ secrets })).containers[0]?.secrets).toEqual({
    KEPT: { updatedAt },
    REPLACED: 'new',
    REMOVED: null,
    ADDED: 'x',
  });
});

test('a fault about a variable stands beside its row, one about nothing in the form above it', () => {
  const values = oneContainer({
    env: [
      { name: 'A', value: '1' },
      { name: 'PORT', value: 'x' },
    ],
  });
  const errors = [
    { path: 'containers.0.env.PORT', message: 'is also a secret' },
    { path: 'containers.0.ports.1', message: 'must be at most 65535' },
    { path: 'containers.0.healthCheck.port', message: 'must be one of the ports' },
    { path: 'target.kind', message: 'is not available' },
  ];
  const { placed, unplaced } = sortErrors(errors, placeInAppForm(values));
  expect(placed).toEqual([
    { name: ['containers', 0, 'env', 1, 'value'], messages: ['Is also a secret'] },
    { name: ['containers', 0, 'ports'], messages: ['Must be at most 65535'] },
    { name: ['containers', 0, 'healthCheck', 'type'], messages: ['Must be one of the ports'] },
  ]);
  expect(unplaced).toEqual(['target.kind: is not available']);
});

test.each([
  ['node server.js --name "two words"', ['node', 'server.js', '--name', 'two words']],
  ["sh -c 'echo $HOME'", ['sh', '-c', 'echo $HOME']],
  ['say \\"hi\\" ""', ['say', '"hi"', '']],
])('%s is split as a shell would, and joined so that it is split the same', (line, words) => {
  expect(splitCommand(line)).toEqual(words);
  expect(splitCommand(joinCommand(words))).toEqual(words);
});

test('a dependency keeps the time it was given, and has the usual one until somebody says otherwise', () => {
  const values = { ...oneContainer({ image: 'nginx' }), dependsOn: ['db', 'cache'], leadMinutes: { db: 60, gone: 5 } };
  expect(toBody(values).dependsOn).toEqual([
    { app: 'db', leadMinutes: 60 },
    { app: 'cache', leadMinutes: 15 },
  ]);
});

test('a cycle is told at the apps that are chosen, a wrong time at the app it is of', () => {
  const place = placeInAppForm({ ...newApp(), dependsOn: ['db', 'cache'] });
  expect(place('dependsOn.1.app')).toEqual(['dependsOn']);
  expect(place('dependsOn.1.leadMinutes')).toEqual(['leadMinutes', 'cache']);
});
