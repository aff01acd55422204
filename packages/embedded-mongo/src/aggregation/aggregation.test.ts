import { Int32 } from 'bson';
import type { Doc } from '../values';
import { leadingMatch, type PipelineEnv, runPipeline } from './index';

const env = (stop: () => void = () => undefined): PipelineEnv => ({
  ctx: { variables: {}, now: new Date(0), tick: stop },
  collection: 'c',
  database: 'd',
  scan: () => [],
});

test('the head of a pipeline that an index can answer is split off, and nothing is lost', () => {
  const project = { $project: { a: new Int32(1) } };
  expect(
    leadingMatch([{ $match: { a: 1 } }, { $match: { b: 2 } }, { $sort: { a: 1 } }, { $limit: 5 }, project]),
  ).toEqual({
    filter: { $and: [{ a: 1 }, { b: 2 }] },
    sort: { a: 1 },
    limit: 5,
    rest: [project],
  });
  expect(leadingMatch([project, { $match: {} }])).toEqual({ filter: {}, rest: [project, { $match: {} }] });
  expect(leadingMatch([{ $limit: 0 }])).toEqual({ filter: {}, rest: [{ $limit: 0 }] });
});

test('a limit stops reading', () => {
  let read = 0;
  function* source(): Iterable<Doc> {
    for (;;) {
      read += 1;
      yield { _id: read };
    }
  }
  const docs = [...runPipeline([{ $match: {} }, { $limit: new Int32(3) }], source(), env())];
  expect(docs).toHaveLength(3);
  expect(read).toBe(3);
});

test('a stage that reads everything asks for the time at each document', () => {
  let ticks = 0;
  const expire = () => {
    ticks += 1;
    if (ticks > 10) throw new Error('expired');
  };
  const docs = Array.from({ length: 100 }, (_, at) => ({ _id: new Int32(at) }));
  expect(() => [...runPipeline([{ $sort: { _id: new Int32(1) } }], docs, env(expire))]).toThrow('expired');
  expect(ticks).toBe(11);
});

test('an update pipeline and a query leave their input alone', () => {
  const doc: Doc = { _id: new Int32(1), a: { b: new Int32(1) } };
  const [changed] = runPipeline([{ $set: { 'a.c': new Int32(2) } }], [doc], env());
  expect(changed).toEqual({ _id: new Int32(1), a: { b: new Int32(1), c: new Int32(2) } });
  expect(doc).toEqual({ _id: new Int32(1), a: { b: new Int32(1) } });
});
