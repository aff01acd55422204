import { useRef } from 'react';
import { ApiError, newIdempotencyKey } from './request';

/**
 * One Idempotency-Key per thing the person does. When nobody answered, pressing the button again is the same thing, so
 * that nothing is made twice; after any answer it is a new one.
 */
export function useActionKey() {
  const last = useRef<{ key: string; of: string } | null>(null);
  return async function withKey<Reply>(body: unknown, send: (key: string) => Promise<Reply>): Promise<Reply> {
    const of = JSON.stringify(body);
    if (last.current?.of !== of) last.current = { key: newIdempotencyKey(), of };
    try {
      const reply = await send(last.current.key);
      last.current = null;
      return reply;
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 0) last.current = null;
      throw error;
    }
  };
}
