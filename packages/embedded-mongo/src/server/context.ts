import type { Catalog } from '../store/catalog';
import type { Environment } from '../store/environment';
import type { Doc } from '../values';
import type { CursorReply } from '../wire/reply';
import type { Cursors } from './cursors';
import type { FailPoints } from './fail-points';
import type { Sessions } from './sessions';

/** Everything a command can reach. */
export interface ServerContext {
  readonly environment: Environment;
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly sessions: Sessions;
  readonly failPoints: FailPoints;
  readonly dir: string;
  readonly startedAt: Date;
  /** The port it listens on. */
  port(): number;
  connectionCount(): number;
}

/** One command being run. */
export interface Call {
  readonly server: ServerContext;
  readonly connectionId: number;
  readonly peer: string;
  /** The command's name as sent. */
  readonly name: string;
  readonly database: string;
  readonly body: Doc;
  /** Documents of kind-1 sections, as bytes. */
  readonly sequences: ReadonlyMap<string, Uint8Array[]>;
}

export type CommandResult = Doc | CursorReply;

/** A command: the fields it takes besides those every command takes, and what it does. */
export interface Command {
  readonly fields: readonly string[];
  /** Takes any field without complaint. */
  readonly isLenient?: boolean;
  readonly run: (call: Call) => CommandResult | Promise<CommandResult>;
}
