import type { Response } from 'express';

/** An answer as data: it can be kept, and sent again. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[]>;
  /** Empty: none. */
  body: string;
}

/** Sends an answer; on a process that shuts down the connection ends with it. */
export function send(res: Response, answer: Answer, draining: AbortSignal): void {
  for (const [name, value] of Object.entries(answer.headers)) res.setHeader(name, value);
  if (draining.aborted) res.setHeader('Connection', 'close');
  res.statusCode = answer.status;
  if (answer.body === '') return void res.end();
  res.setHeader('Content-Length', Buffer.byteLength(answer.body));
  res.end(answer.body);
}

/** A 200 (or other) JSON answer. */
export function jsonAnswer(status: number, body: unknown, headers: Answer['headers'] = {}): Answer {
  const text = body === undefined ? '' : JSON.stringify(body);
  const type: Answer['headers'] = text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers: { ...type, 'Cache-Control': 'no-store', ...headers }, body: text };
}
