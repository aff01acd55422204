import { defineJob } from '@oatfin/platform/queue';
import { z } from 'zod';
import { assertEveryJobHandledOnce, handleJob } from './handle-job';

const job = defineJob({ name: 'test.job', queue: 'tests', payload: z.object({}), jobId: () => 'test-job' });
const handler = handleJob(job, async () => {});

test('a worker does not start with a job that nobody takes, or that two do', () => {
  expect(() => assertEveryJobHandledOnce([job], [handler])).not.toThrow();
  expect(() => assertEveryJobHandledOnce([job], [])).toThrow('The job test.job has 0 handlers');
  expect(() => assertEveryJobHandledOnce([job], [handler, handler])).toThrow('The job test.job has 2 handlers');
});
