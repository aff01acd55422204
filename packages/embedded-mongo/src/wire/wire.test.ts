import { connect } from 'node:net';
import { deserialize, serialize } from 'bson';
import { TestServer } from '../testing/test-server';
import { FrameReader } from './frame-reader';
import { OP_MSG, OP_QUERY, OP_REPLY, parseMessage } from './message';

function message(opCode: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeInt32LE(16 + body.length, 0);
  head.writeInt32LE(7, 4);
  head.writeInt32LE(opCode, 12);
  return Buffer.concat([head, body]);
}

function opMsg(command: object, flags = 0, more: Buffer[] = []): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32LE(flags, 0);
  return message(OP_MSG, Buffer.concat([bits, Buffer.from([0]), serialize(command), ...more]));
}

function sequence(name: string, documents: object[]): Buffer {
  const content = Buffer.concat([Buffer.from(`${name}\0`), ...documents.map((document) => serialize(document))]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}

describe('framing', () => {
  test('messages come out whole however the bytes arrive', () => {
    const one = opMsg({ ping: 1, $db: 'a' });
    const two = opMsg({ ping: 2, $db: 'b' });
    const reader = new FrameReader();
    const got: Buffer[] = [];
    for (const byte of Buffer.concat([one, two])) got.push(...reader.read(Buffer.from([byte])));
    expect(got).toEqual([one, two]);
    expect(new FrameReader().read(Buffer.concat([one, two, one.subarray(0, 9)]))).toEqual([one, two]);
  });

  test('an impossible length loses the connection', () => {
    const reader = new FrameReader();
    expect(() => reader.read(Buffer.from([1, 0, 0, 0]))).toThrow(RangeError);
    expect(() => reader.read(Buffer.from([0, 0, 0, 0x7f]))).toThrow(RangeError);
  });
});

describe('OP_MSG', () => {
  test('kind-1 sections carry documents, a checksum is left out, and moreToCome wants no answer', () => {
    const documents = [{ _id: 1 }, { _id: 2 }];
    const checksum = Buffer.alloc(4, 0xee);
    const parsed = parseMessage(opMsg({ insert: 'c', $db: 'd' }, 3, [sequence('documents', documents), checksum]));
    expect(parsed.sequences.get('documents')?.map((raw) => deserialize(raw))).toEqual(documents);
    expect(parsed.wantsReply).toBe(false);
    expect(parsed.database).toBe('d');
  });

  test('a sequence that is cut short is refused', () => {
    const broken = sequence('documents', [{ _id: 1 }]);
    broken.writeInt32LE(9999, 5 + 'documents'.length + 1);
    expect(() => parseMessage(opMsg({ insert: 'c', $db: 'd' }, 0, [broken]))).toThrow('cut short');
  });
});

describe('the first hello of a connection', () => {
  test('comes as OP_QUERY and is answered with OP_REPLY, without topologyVersion', async () => {
    const started = await TestServer.start();
    const query = Buffer.concat([
      Buffer.alloc(4),
      Buffer.from('admin.$cmd\0'),
      Buffer.from([0, 0, 0, 0, 255, 255, 255, 255]),
    ]);
    const reply = await exchange(
      started.server.port,
      message(OP_QUERY, Buffer.concat([query, serialize({ ismaster: 1, helloOk: true })])),
    );
    await started.close();
    expect(reply.readInt32LE(8)).toBe(7);
    expect(reply.readInt32LE(12)).toBe(OP_REPLY);
    const body = deserialize(reply.subarray(36), { promoteValues: false });
    expect(body).toMatchObject({ ismaster: true, helloOk: true, maxWireVersion: { value: 21 } });
    expect(body).not.toHaveProperty('topologyVersion');
    expect(body).not.toHaveProperty('setName');
    expect(body.ok._bsontype).toBe('Double');
  });
});

function exchange(port: number, request: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    socket.once('error', reject);
    socket.once('data', (chunk) => {
      socket.destroy();
      resolve(chunk);
    });
  });
}
