import { eventually } from '@oatfin/testkit/eventually';
import { useItems } from './items.fixture';

const given = useItems();

test('writes without acknowledgement are done all the same', async () => {
  await given.items.insertOne({ _id: 1 }, { writeConcern: { w: 0 } });
  await given.items.updateOne({ _id: 1 }, { $set: { a: 1 } }, { writeConcern: { w: 0 } });
  await eventually(async () => expect(await given.items.findOne()).toEqual({ _id: 1, a: 1 }));
});

test('many clients writing one counter lose no increment', async () => {
  await given.items.insertOne({ _id: 1, n: 0 });
  await Promise.all(Array.from({ length: 200 }, () => given.items.updateOne({ _id: 1 }, { $inc: { n: 1 } })));
  expect(await given.items.findOne()).toEqual({ _id: 1, n: 200 });
});
