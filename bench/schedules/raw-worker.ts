import { Worker } from 'bullmq';

/** A worker of bare BullMQ: each job notes by how many milliseconds it started late. Prints all at SIGTERM. */
const [, , url = '', prefix = ''] = process.argv;
const { hostname, port } = new URL(url);
const late: number[] = [];
const worker = new Worker(
  'raw',
  async ({ data }: { data: { dueAt: number } }) => {
    late.push(Date.now() - data.dueAt);
    process.send?.(late.length);
  },
  { connection: { host: hostname, port: Number(port), maxRetriesPerRequest: null }, prefix, concurrency: 50 },
);
process.on('message', () => process.send?.({ late }));
worker.on('ready', () => process.send?.('ready'));
