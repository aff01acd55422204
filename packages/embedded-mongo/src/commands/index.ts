import type { Command } from '../server/context';
import { aggregateCommands } from './aggregate';
import { collectionCommands } from './collections';
import { countCommands } from './count';
import { cursorCommands } from './cursors';
import { databaseCommands } from './databases';
import { deleteCommands } from './delete';
import { diagnosticCommands } from './diagnostics';
import { distinctCommands } from './distinct';
import { explainCommands } from './explain';
import { findCommands } from './find';
import { findAndModifyCommands } from './find-and-modify';
import { indexCommands } from './indexes';
import { insertCommands } from './insert';
import { sessionCommands } from './sessions';
import { statisticsCommands } from './statistics';
import { updateCommands } from './update';

/** Every command by name. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ...diagnosticCommands,
  ...sessionCommands,
  ...insertCommands,
  ...updateCommands,
  ...deleteCommands,
  ...findCommands,
  ...findAndModifyCommands,
  ...cursorCommands,
  ...aggregateCommands,
  ...countCommands,
  ...distinctCommands,
  ...collectionCommands,
  ...databaseCommands,
  ...indexCommands,
  ...statisticsCommands,
  ...explainCommands,
]);
