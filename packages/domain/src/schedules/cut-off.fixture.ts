import { mongo } from 'mongoose';

const writes = [
  'insertOne',
  'insertMany',
  'updateOne',
  'updateMany',
  'findOneAndUpdate',
  'deleteOne',
  'deleteMany',
  'bulkWrite',
] as const;

/** MongoDB as a process sees it that dies after some writes: those are done, and no further one ever is. */
export interface CutOff {
  /** Whether a write was asked for after the last that is allowed: the process did not get to its end. */
  wasReached(): boolean;
  heal(): void;
}

/** Lets `count` writes pass and fails all that follow, as for a process that is killed there. */
export function cutOffAfter(count: number): CutOff {
  let left = count;
  let isReached = false;
  const spies = writes.map((name) => {
    const prototype: Record<string, (...given: unknown[]) => unknown> = Object(mongo.Collection.prototype);
    const real = prototype[name];
    if (!real) throw new Error(`the driver has no ${name}`);
    return jest.spyOn(prototype, name).mockImplementation(function (this: unknown, ...given) {
      if (left === 0) {
        isReached = true;
        return Promise.reject(new Error('this process is dead'));
      }
      left -= 1;
      return real.apply(this, given);
    });
  });
  const heal = () => {
    for (const spy of spies) spy.mockRestore();
  };
  return { wasReached: () => isReached, heal };
}
