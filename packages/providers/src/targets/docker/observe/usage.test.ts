import type { ContainerStats } from 'dockerode';
import { createUsageMeter, noUsage } from './usage';

const gigahertz = 1_000_000_000;

/** A sample of an engine with two cores: seconds since it started, and seconds of processor time used since then. */
function sample(seconds: number, used: number): ContainerStats {
  const usage = { cpu_usage: { total_usage: used * gigahertz }, system_cpu_usage: seconds * 2 * gigahertz };
  const memory = { usage: 1_000, limit: 4_000, stats: { inactive_file: 200 } };
  return JSON.parse(JSON.stringify({ cpu_stats: { ...usage, online_cpus: 2 }, memory_stats: memory }));
}

test('memory is known at the first look, the processor from the second on, as what was used in between', async () => {
  const samples = [sample(100, 10), sample(104, 11), sample(104, 11)];
  const meter = createUsageMeter(async () => samples.shift() ?? null);
  const memory = { memoryBytes: 800, memoryLimitBytes: 4_000 };
  expect(await meter.read('a')).toEqual({ cpuPercent: null, ...memory });
  expect(await meter.read('a')).toEqual({ cpuPercent: 25, ...memory });
  expect(await meter.read('a')).toEqual({ cpuPercent: 25, ...memory });
  expect(await meter.read('a')).toEqual(noUsage);
});

test('an engine that takes its time keeps nobody waiting: what was known last is told, and what it says is for the next', async () => {
  const answers: ((stats: ContainerStats) => void)[] = [];
  const meter = createUsageMeter(() => new Promise((resolve) => answers.push(resolve)));
  expect(await meter.read('a')).toEqual(noUsage);
  expect(await meter.read('a')).toEqual(noUsage);
  expect(answers).toHaveLength(1);
  answers[0]?.(sample(100, 10));
  expect(await meter.read('a')).toMatchObject({ memoryBytes: 800 });
});

test('counters that began anew are no use of the processor', async () => {
  const samples = [sample(100, 10), sample(101, 1)];
  const meter = createUsageMeter(async () => samples.shift() ?? null);
  await meter.read('a');
  expect(await meter.read('a')).toMatchObject({ cpuPercent: null });
});

test('an engine that fails is said to fail, and is asked anew', async () => {
  const outcomes = [Promise.reject(new Error('no engine')), Promise.resolve(sample(100, 10))];
  const meter = createUsageMeter(async () => (await outcomes.shift()) ?? null);
  await expect(meter.read('a')).rejects.toThrow('no engine');
  expect(await meter.read('a')).toMatchObject({ memoryBytes: 800 });
});
