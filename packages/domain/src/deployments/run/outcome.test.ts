import { AppError } from '@oatfin/platform/errors';
import { outcomeOf } from './outcome';

const at = { changed: true, hadPrevious: true, mask: (text: string) => text };

test('a container that the target cannot start brings the advice to look at its command', () => {
  const error = new AppError('target.failed', 'The Docker Engine could not start web: exec: "/nope": no such file');
  expect(outcomeOf(error, 'start_containers', at)).toMatchObject({
    status: 'rolled_back',
    failure: { step: 'start_containers', advice: expect.stringContaining('command') },
  });
});
