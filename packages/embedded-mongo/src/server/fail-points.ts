import { type Doc, isDoc, numberOf } from '../values';

/** What a `failCommand` fail point does to a command. */
export interface Failure {
  readonly closesConnection: boolean;
  readonly errorCode: number | undefined;
  readonly extra: Doc;
  readonly writeConcernError: Doc | undefined;
  readonly blockMs: number;
}

/** MongoDB's own way of making commands fail in tests (https://www.mongodb.com/docs/manual/reference/parameters/). */
export class FailPoints {
  private data: Doc = {};
  private remaining = 0;

  /** Takes a `configureFailPoint` command. */
  configure(mode: unknown, data: Doc): void {
    this.data = data;
    this.remaining = mode === 'alwaysOn' ? Number.POSITIVE_INFINITY : isDoc(mode) ? numberOf(mode.times) || 0 : 0;
  }

  /** What must happen to this command, counted down. */
  take(command: string): Failure | undefined {
    const { failCommands } = this.data;
    if (this.remaining <= 0 || !Array.isArray(failCommands) || !failCommands.includes(command)) return undefined;
    this.remaining -= 1;
    return this.failure();
  }

  private failure(): Failure {
    const { errorLabels, errorCode, closeConnection, writeConcernError, blockConnection, blockTimeMS } = this.data;
    return {
      closesConnection: closeConnection === true,
      errorCode: errorCode === undefined ? undefined : numberOf(errorCode),
      extra: errorLabels === undefined ? {} : { errorLabels },
      writeConcernError: isDoc(writeConcernError) ? writeConcernError : undefined,
      blockMs: blockConnection === true ? numberOf(blockTimeMS) || 0 : 0,
    };
  }
}
