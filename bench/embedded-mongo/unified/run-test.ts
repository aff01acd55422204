import { deserialize, serialize } from 'bson';
import { type CommandStartedEvent, type CommandSucceededEvent, MongoClient, MongoServerError } from 'mongodb';
import { mismatch } from './match';
import { type Entities, runOperation } from './operations';
import type { CollectionData, Json, Operation, Test, TestFile } from './test-file';

const UNOBSERVED = new Set(['configureFailPoint', 'hello', 'ping', 'endSessions']);

/** A failed expectation, as one sentence. */
export class Unmet extends Error {}

/** Runs one test against the server; throws what was not met. */
export async function runTest(uri: string, file: TestFile, test: Test): Promise<void> {
  const admin = new MongoClient(uri);
  const session = new TestSession(uri, file.createEntities);
  try {
    for (const data of file.initialData ?? []) await prepare(admin, data);
    await session.open();
    for (const operation of test.operations) await session.run(operation, admin);
    session.checkEvents(test);
    for (const data of test.outcome ?? []) await checkOutcome(admin, data);
  } finally {
    await admin.db('admin').command({ configureFailPoint: 'failCommand', mode: 'off' });
    await session.close();
    await admin.close();
  }
}

async function prepare(admin: MongoClient, data: CollectionData): Promise<void> {
  const database = admin.db(data.databaseName);
  await database.collection(data.collectionName).drop();
  await database.createCollection(data.collectionName, data.createOptions ?? {});
  if (data.documents.length > 0) await database.collection(data.collectionName).insertMany(data.documents);
}

async function checkOutcome(admin: MongoClient, data: CollectionData): Promise<void> {
  const collection = admin.db(data.databaseName).collection(data.collectionName);
  const found = await collection.find().sort({ _id: 1 }).toArray();
  const difference = mismatch(data.documents, found, 'outcome', false);
  if (difference !== undefined) throw new Unmet(difference);
}

class TestSession implements Entities {
  readonly clients = new Map<string, MongoClient>();
  readonly databases: Entities['databases'] = new Map();
  readonly collections: Entities['collections'] = new Map();
  private readonly events = new Map<string, Json[]>();

  constructor(
    private readonly uri: string,
    private readonly definitions: readonly Json[],
  ) {}

  async open(): Promise<void> {
    for (const definition of this.definitions) await this.create(definition);
  }

  async close(): Promise<void> {
    for (const client of this.clients.values()) await client.close();
  }

  async run(operation: Operation, admin: MongoClient): Promise<void> {
    const { arguments: args = {}, name, object } = operation;
    if (object === 'testRunner') {
      await admin.db('admin').command(asJson(args.failPoint));
      return;
    }
    const outcome = await settle(runOperation(this, object, name, args));
    if (operation.expectError !== undefined) checkError(operation.expectError, outcome);
    else if ('error' in outcome) throw outcome.error;
    else checkResult(operation, outcome.result);
  }

  checkEvents(test: Test): void {
    for (const { client, events } of test.expectEvents ?? []) {
      const seen = this.events.get(client) ?? [];
      const names = seen.map((event) => Object.keys(event)[0]).join();
      if (seen.length !== events.length)
        throw new Unmet(`${events.length} events expected, ${seen.length} seen: ${names}`);
      for (const [at, event] of events.entries()) checkEvent(event, seen[at] ?? {}, at);
    }
  }

  private async create(definition: Json): Promise<void> {
    const [kind = ''] = Object.keys(definition);
    const entity = asJson(definition[kind]);
    const id = String(entity.id);
    if (kind === 'client') await this.createClient(id, entity);
    else if (kind === 'database') {
      const database = this.clients
        .get(String(entity.client))
        ?.db(String(entity.databaseName), asJson(entity.databaseOptions));
      if (database !== undefined) this.databases.set(id, database);
    } else if (kind === 'collection') {
      const database = this.databases.get(String(entity.database));
      const options = asJson(entity.collectionOptions);
      if (database !== undefined) this.collections.set(id, database.collection(String(entity.collectionName), options));
    }
  }

  private async createClient(id: string, entity: Json): Promise<void> {
    const client = new MongoClient(this.uri, { monitorCommands: true, ...asJson(entity.uriOptions) });
    const seen: Json[] = [];
    const observed: unknown[] = Array.isArray(entity.observeEvents) ? entity.observeEvents : [];
    if (observed.includes('commandStartedEvent'))
      client.on('commandStarted', (event) => note(seen, startedEvent(event)));
    if (observed.includes('commandSucceededEvent'))
      client.on('commandSucceeded', (event) => note(seen, succeededEvent(event)));
    await client.connect();
    this.clients.set(id, client);
    this.events.set(id, seen);
  }
}

function note(seen: Json[], event: Json): void {
  if (!UNOBSERVED.has(String(asJson(Object.values(event)[0]).commandName))) seen.push(event);
}

function startedEvent({ command, commandName, databaseName }: CommandStartedEvent): Json {
  return { commandStartedEvent: { command: plain(command), commandName, databaseName } };
}

function succeededEvent({ reply, commandName }: CommandSucceededEvent): Json {
  return { commandSucceededEvent: { reply: plain(asJson(reply)), commandName } };
}

/** What went over the wire: maps and classes of the driver become plain documents. */
function plain(document: Json): Json {
  return deserialize(serialize(document, { ignoreUndefined: true }));
}

function checkEvent(expected: Json, seen: Json, at: number): void {
  const [kind = ''] = Object.keys(expected);
  const wanted = asJson(expected[kind]);
  const actual = asJson(seen[kind]);
  for (const [name, value] of Object.entries(wanted)) {
    const difference = mismatch(value, actual[name], `event ${at} ${kind}.${name}`);
    if (difference !== undefined) throw new Unmet(difference);
  }
}

type Outcome = { result: unknown } | { error: unknown };

function settle(running: Promise<unknown>): Promise<Outcome> {
  return running.then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
}

function checkResult(operation: Operation, result: unknown): void {
  if (!('expectResult' in operation)) return;
  const difference = mismatch(operation.expectResult, result ?? null, 'result');
  if (difference !== undefined) throw new Unmet(difference);
}

function checkError(expected: Json, outcome: Outcome): void {
  if (!('error' in outcome)) throw new Unmet('an error was expected');
  const { error } = outcome;
  if (!(error instanceof Error)) throw new Unmet('something other than an error was thrown');
  const seen = describeError(error);
  const found = [
    expected.isClientError === undefined
      ? undefined
      : mismatch(expected.isClientError, seen.isClientError, 'isClientError'),
    expected.errorCode === undefined ? undefined : mismatch(expected.errorCode, seen.code, 'errorCode'),
    expected.errorResponse === undefined ? undefined : mismatch(expected.errorResponse, seen.response, 'errorResponse'),
    expected.expectResult === undefined ? undefined : mismatch(expected.expectResult, seen.result, 'error result'),
    containsMismatch(expected.errorContains, error.message),
  ].find((difference) => difference !== undefined);
  if (found !== undefined) throw new Unmet(`${found} (${error.message})`);
}

function describeError(error: Error): { isClientError: boolean; code: unknown; response: unknown; result: unknown } {
  if (!(error instanceof MongoServerError))
    return { isClientError: true, code: undefined, response: undefined, result: undefined };
  return {
    isClientError: false,
    code: error.code,
    response: error.errorResponse,
    result: 'result' in error ? error.result : undefined,
  };
}

function containsMismatch(expected: unknown, message: string): string | undefined {
  if (expected === undefined || message.toLowerCase().includes(String(expected).toLowerCase())) return undefined;
  return `the message lacks ${String(expected)}`;
}

function asJson(value: unknown): Json {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
