import type { QueryContext } from '../query/context';
import type { Doc } from '../values';

/** Stages that describe the server or a collection rather than documents; the server answers them. */
export type MetadataStage =
  | '$collStats'
  | '$indexStats'
  | '$listLocalSessions'
  | '$listSessions'
  | '$currentOp'
  | '$planCacheStats';

/** What a pipeline needs from the server. */
export interface PipelineEnv {
  ctx: QueryContext;
  collection: string;
  database: string;
  /** A collection's documents in insertion order, for `$lookup`, `$unionWith` and `$graphLookup`. */
  scan(collection: string, filter?: Doc): Iterable<Doc>;
  /** Takes the output of `$out` and `$merge`; without it both are refused. */
  write?(stage: { kind: 'out' | 'merge'; spec: Doc }, docs: Iterable<Doc>): void;
  /** The documents a metadata stage starts from; without it these stages are refused. */
  metadata?(name: MetadataStage, spec: Doc): Iterable<Doc>;
}

/** A stage at work: takes documents, gives documents, lazily where it can. */
export type Transform = (source: Iterable<Doc>) => Iterable<Doc>;

/** What a stage is compiled with. */
export interface StageEnv extends PipelineEnv {
  /** Compiles a pipeline inside this one; the context's variables may differ. */
  compile(stages: readonly Doc[], options?: { ctx?: QueryContext; collection?: string }): Transform;
  /** Whether the stage is the first of its pipeline. */
  readonly isFirst: boolean;
  /** Whether the stage is the last of its pipeline. */
  readonly isLast: boolean;
  /** Whether the pipeline is inside another one. */
  readonly isNested: boolean;
}

/** Compiles one stage. */
export type Stage = (spec: unknown, env: StageEnv, name: string) => Transform;
