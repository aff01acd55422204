import type { AppRef, ContainerLogLine } from '../..';
import type { Scope } from '../scope';

export async function* followLogs(
  _scope: Scope,
  _ref: AppRef,
  _options: { tail: number; follow: boolean; container?: string; signal: AbortSignal },
): AsyncGenerator<ContainerLogLine> {}
