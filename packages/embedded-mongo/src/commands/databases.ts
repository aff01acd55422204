import { Long } from 'bson';
import { compileFilter } from '../query';
import type { Call, Command } from '../server/context';
import type { Doc } from '../values';
import { argumentsOf } from './arguments';
import { commandContext } from './query-context';

function listDatabases(call: Call): Doc {
  const args = argumentsOf(call);
  const { ctx } = commandContext(args, undefined);
  const { matches } = compileFilter(args.optionalDoc('filter') ?? {}, ctx);
  const names = [...new Set(call.server.catalog.list().map((collection) => collection.database))];
  const all = names.map((name) => describe(call, name)).filter((entry) => matches(entry));
  if (args.flag('nameOnly')) return { databases: all.map(({ name }) => ({ name })), ok: 1 };
  const totalSize = all.reduce((sum, { sizeOnDisk }) => sum + sizeOnDisk.toNumber(), 0);
  return {
    databases: all,
    totalSize: Long.fromNumber(totalSize),
    totalSizeMb: Long.fromNumber(Math.floor(totalSize / 1048576)),
    ok: 1,
  };
}

function describe(call: Call, name: string): { name: string; sizeOnDisk: Long; empty: boolean } {
  const bytes = call.server.catalog.list(name).reduce((sum, collection) => sum + collection.dataSize, 0);
  return { name, sizeOnDisk: Long.fromNumber(bytes + 4096), empty: false };
}

async function dropDatabase(call: Call): Promise<Doc> {
  const { environment, catalog, cursors } = call.server;
  const collections = catalog.list(call.database);
  if (collections.length === 0) return { ok: 1 };
  await environment.write(() => {
    for (const collection of catalog.list(call.database)) catalog.drop(collection);
  });
  cursors.killWhere((namespace) => namespace.startsWith(`${call.database}.`));
  return { dropped: call.database, ok: 1 };
}

export const databaseCommands = new Map<string, Command>([
  ['listDatabases', { fields: ['filter', 'nameOnly', 'authorizedDatabases'], run: listDatabases }],
  ['dropDatabase', { fields: [], run: dropDatabase }],
]);
