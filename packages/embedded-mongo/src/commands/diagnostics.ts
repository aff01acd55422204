import { hostname, totalmem } from 'node:os';
import { Double, Int32, Long } from 'bson';
import { badValue, MongoError } from '../errors';
import type { Call, Command } from '../server/context';
import { MAX_DOCUMENT_BYTES } from '../store/bson';
import { type Doc, isDoc } from '../values';
import { MAX_MESSAGE_BYTES } from '../wire/frame-reader';
import { MAX_WRITE_BATCH } from './insert';

/** The MongoDB version whose behaviour this server answers with. */
export const VERSION = '7.0.14';
const WIRE_VERSION = 21;

/** Without `topologyVersion`, or the driver would open a streaming monitor. */
function hello(call: Call): Doc {
  const isLegacy = call.name.toLowerCase() === 'ismaster';
  return {
    ...(call.body.helloOk === true ? { helloOk: true } : {}),
    [isLegacy ? 'ismaster' : 'isWritablePrimary']: true,
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
    maxWriteBatchSize: new Int32(MAX_WRITE_BATCH),
    localTime: new Date(),
    logicalSessionTimeoutMinutes: new Int32(30),
    connectionId: new Int32(call.connectionId),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(WIRE_VERSION),
    readOnly: false,
    ok: 1,
  };
}

function buildInfo(): Doc {
  return {
    version: VERSION,
    gitVersion: 'embedded',
    modules: [],
    allocator: 'system',
    javascriptEngine: 'none',
    sysInfo: 'deprecated',
    versionArray: [...VERSION.split('.').map((part) => new Int32(Number(part))), new Int32(0)],
    bits: new Int32(64),
    debug: false,
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    storageEngines: ['lmdb'],
    ok: 1,
  };
}

function serverStatus({ server }: Call): Doc {
  const uptime = (Date.now() - server.startedAt.getTime()) / 1000;
  return {
    host: `${hostname()}:${server.port()}`,
    version: VERSION,
    process: 'oatfin-embedded-mongo',
    pid: Long.fromNumber(process.pid),
    uptime: new Double(uptime),
    uptimeMillis: Long.fromNumber(Math.floor(uptime * 1000)),
    localTime: new Date(),
    connections: { current: new Int32(server.connectionCount()), available: new Int32(10_000) },
    mem: { bits: new Int32(64), resident: new Int32(Math.round(process.memoryUsage.rss() / 1024 / 1024)) },
    metrics: { cursor: { open: { total: Long.fromNumber(server.cursors.count) } } },
    storageEngine: { name: 'lmdb', persistent: true },
    ok: 1,
  };
}

function hostInfo(): Doc {
  return {
    system: {
      currentTime: new Date(),
      hostname: hostname(),
      cpuAddrSize: new Int32(64),
      memSizeMB: Long.fromNumber(Math.round(totalmem() / 1024 / 1024)),
    },
    os: { type: process.platform, name: process.platform, version: process.version },
    extra: {},
    ok: 1,
  };
}

const PARAMETERS: Doc = {
  featureCompatibilityVersion: { version: '7.0' },
  authenticationMechanisms: [],
  requireApiVersion: false,
  enableTestCommands: true,
};

/** @throws 72 for a parameter it does not have */
function getParameter(call: Call): Doc {
  if (call.body.getParameter === '*') return { ...PARAMETERS, ok: 1 };
  const { getParameter: _asked, ...rest } = call.body;
  const names = Object.keys(rest).filter((name) => name in PARAMETERS);
  if (names.length === 0) throw new MongoError(72, 'InvalidOptions', 'no option found to get');
  return { ...Object.fromEntries(names.map((name) => [name, PARAMETERS[name]])), ok: 1 };
}

function configureFailPoint(call: Call): Doc {
  if (call.body.configureFailPoint !== 'failCommand') throw badValue('only the failCommand fail point is supported');
  call.server.failPoints.configure(call.body.mode, isDoc(call.body.data) ? call.body.data : {});
  return { count: new Int32(0), ok: 1 };
}

const lenient = (run: (call: Call) => Doc): Command => ({ fields: [], isLenient: true, run });

export const diagnosticCommands = new Map<string, Command>([
  ['hello', lenient(hello)],
  ['isMaster', lenient(hello)],
  ['ismaster', lenient(hello)],
  ['ping', lenient(() => ({ ok: 1 }))],
  ['buildInfo', lenient(buildInfo)],
  ['buildinfo', lenient(buildInfo)],
  ['serverStatus', lenient(serverStatus)],
  ['hostInfo', lenient(hostInfo)],
  ['getParameter', lenient(getParameter)],
  ['configureFailPoint', lenient(configureFailPoint)],
  ['whatsmyuri', lenient(({ peer }) => ({ you: peer, ok: 1 }))],
  ['getLog', lenient(() => ({ totalLinesWritten: new Int32(0), log: [], ok: 1 }))],
  ['connectionStatus', lenient(() => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 }))],
  ['getCmdLineOpts', lenient(({ server }) => ({ argv: [], parsed: { storage: { dbPath: server.dir } }, ok: 1 }))],
]);
