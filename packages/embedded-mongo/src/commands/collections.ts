import { Binary, Int32, UUID } from 'bson';
import { invalidOptions, MongoError } from '../errors';
import { compileFilter } from '../query';
import type { Call, Command, CommandResult } from '../server/context';
import { DEFAULT_BATCH } from '../server/cursors';
import { sessionIdOf } from '../server/sessions';
import { encodeAny } from '../store/bson';
import type { Collection } from '../store/collection';
import { asDoc, type Doc, docText, isDoc, numberOf, valuesEqual } from '../values';
import { argumentsOf } from './arguments';
import { CREATE_FIELDS, checkValidation, isTtl, readCreateOptions } from './collection-options';
import { checkName, collectionName, findCollection, getCollection } from './namespace';
import { commandContext } from './query-context';

async function create(call: Call): Promise<Doc> {
  const name = collectionName(call);
  const options = readCreateOptions(argumentsOf(call));
  await call.server.environment.write(() => {
    const existing = findCollection(call);
    if (existing === undefined) call.server.catalog.create(call.database, name, options);
    else if (!valuesEqual(existing.options, options)) {
      throw new MongoError(
        48,
        'NamespaceExists',
        `namespace ${existing.namespace} already exists, but with different options: ${docText(existing.options)}`,
      );
    }
  });
  return { ok: 1 };
}

/** Dropping what does not exist succeeds since MongoDB 7.0. */
async function drop(call: Call): Promise<Doc> {
  const collection = findCollection(call);
  if (collection === undefined) return { ok: 1 };
  const { environment, catalog, cursors } = call.server;
  const count = collection.indexes.length;
  await environment.write(() => catalog.drop(collection));
  cursors.killWhere((namespace) => namespace === collection.namespace);
  return { nIndexesWas: new Int32(count), ns: collection.namespace, ok: 1 };
}

async function renameCollection(call: Call): Promise<Doc> {
  const args = argumentsOf(call);
  const from = splitNamespace(args.string('renameCollection'));
  const to = splitNamespace(args.string('to'));
  checkName(to.database, to.name);
  const { catalog, environment } = call.server;
  await environment.write(() => {
    const source = catalog.find(from.database, from.name);
    if (source === undefined) {
      throw new MongoError(26, 'NamespaceNotFound', `Source collection ${from.database}.${from.name} does not exist`);
    }
    const target = catalog.find(to.database, to.name);
    if (target === source) throw new MongoError(20, 'IllegalOperation', "Can't rename a collection to itself");
    if (target !== undefined && !args.flag('dropTarget')) {
      throw new MongoError(48, 'NamespaceExists', 'target namespace exists');
    }
    if (target !== undefined) catalog.drop(target);
    catalog.rename(source, to.database, to.name);
  });
  return { ok: 1 };
}

function splitNamespace(namespace: string): { database: string; name: string } {
  const dot = namespace.indexOf('.');
  if (dot < 1) throw new MongoError(73, 'InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return { database: namespace.slice(0, dot), name: namespace.slice(dot + 1) };
}

const COLL_MOD_FIELDS = [
  'index',
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'expireAfterSeconds',
];

async function collMod(call: Call): Promise<Doc> {
  const collection = getCollection(call);
  const change = argumentsOf(call).optionalDoc('index');
  const options = { ...collection.options };
  for (const name of ['validator', 'validationLevel', 'validationAction', 'viewOn', 'pipeline']) {
    if (call.body[name] !== undefined) options[name] = call.body[name];
  }
  checkValidation(options);
  return call.server.environment.write(() => {
    const reply = change === undefined ? {} : modifyIndex(collection, change);
    collection.options = options;
    call.server.catalog.save(collection);
    return { ...reply, ok: 1 };
  });
}

/** Changes the TTL of an index, or hides it. */
function modifyIndex(collection: Collection, change: Doc): Doc {
  const index = collection.indexes.find((candidate) =>
    change.name === undefined ? valuesEqual(candidate.key, change.keyPattern) : candidate.name === change.name,
  );
  if (index === undefined) {
    throw new MongoError(
      27,
      'IndexNotFound',
      `cannot find index ${String(change.name ?? docText(asDoc(change.keyPattern) ?? {}))} for ns ${collection.namespace}`,
    );
  }
  const reply: Doc = {};
  if (change.expireAfterSeconds !== undefined) {
    if (!isTtl(change.expireAfterSeconds))
      throw invalidOptions("TTL index 'expireAfterSeconds' option must be within an acceptable range");
    if (index.spec.expireAfterSeconds !== undefined) reply.expireAfterSeconds_old = index.spec.expireAfterSeconds;
    index.spec = { ...index.spec, expireAfterSeconds: new Int32(numberOf(change.expireAfterSeconds)) };
    reply.expireAfterSeconds_new = index.spec.expireAfterSeconds;
  }
  if (typeof change.hidden === 'boolean') {
    reply.hidden_old = index.isHidden;
    reply.hidden_new = change.hidden;
    const { hidden: _hidden, ...spec } = index.spec;
    index.spec = change.hidden ? { ...spec, hidden: true } : spec;
  }
  return reply;
}

function listCollections(call: Call): CommandResult {
  const args = argumentsOf(call);
  const { ctx } = commandContext(args, undefined);
  const { matches } = compileFilter(args.optionalDoc('filter') ?? {}, ctx);
  const all = call.server.catalog
    .list(call.database)
    .map(describe)
    .filter((entry) => matches(entry));
  const shown = args.flag('nameOnly') ? all.map(({ name, type }) => ({ name, type })) : all;
  const source = {
    namespace: `${call.database}.$cmd.listCollections`,
    documents: shown.map(encodeAny)[Symbol.iterator](),
  };
  const batchSize = asDoc(call.body.cursor)?.batchSize;
  return call.server.cursors.start(
    source,
    batchSize === undefined ? DEFAULT_BATCH : Number(batchSize),
    sessionIdOf(call.body.lsid),
  );
}

function describe({ name, options, uuid, indexes }: Collection): Doc {
  if (options.viewOn !== undefined) return { name, type: 'view', options, info: { readOnly: true } };
  const [idIndex] = options.timeseries === undefined ? indexes : [];
  return {
    name,
    type: options.timeseries === undefined ? 'collection' : 'timeseries',
    options,
    info: { readOnly: false, uuid: new Binary(new UUID(uuid).buffer, 4) },
    ...(isDoc(idIndex?.spec) ? { idIndex: idIndex.spec } : {}),
  };
}

export const collectionCommands = new Map<string, Command>([
  ['create', { fields: CREATE_FIELDS, run: create }],
  ['drop', { fields: [], run: drop }],
  ['renameCollection', { fields: ['to', 'dropTarget'], run: renameCollection }],
  ['collMod', { fields: COLL_MOD_FIELDS, run: collMod }],
  ['listCollections', { fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'], run: listCollections }],
]);
