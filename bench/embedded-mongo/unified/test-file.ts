import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EJSON } from 'bson';

/** A JSON object of a test file; numbers, dates and ids are plain or BSON values. */
export type Json = { [key: string]: unknown };

/** Which servers a test is for. */
export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: string;
}

/** One operation of a test. */
export interface Operation {
  name: string;
  object: string;
  arguments?: Json;
  expectError?: Json;
  expectResult?: unknown;
}

/** One test of the unified test format. */
export interface Test {
  description: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: { client: string; events: Json[] }[];
  outcome?: CollectionData[];
}

/** The documents a collection starts with or must end with. */
export interface CollectionData {
  collectionName: string;
  databaseName: string;
  documents: Json[];
  createOptions?: Json;
}

/** A file of MongoDB's unified test format (https://github.com/mongodb/specifications/tree/master/source/unified-test-format). */
export interface TestFile {
  description: string;
  runOnRequirements?: Requirement[];
  createEntities: Json[];
  initialData?: CollectionData[];
  tests: Test[];
}

/** Every test file of a folder, by name. */
export function readTestFiles(folder: string): { name: string; file: TestFile }[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort();
  return names.map((name) => ({ name, file: readTestFile(join(folder, name)) }));
}

function readTestFile(path: string): TestFile {
  const file: TestFile = EJSON.parse(readFileSync(path, 'utf8'), { relaxed: true });
  return file;
}

/** Whether a server of this version, standing alone, is one the test is for. */
export function isFor(requirements: readonly Requirement[] | undefined, version: string): boolean {
  return requirements === undefined || requirements.some((requirement) => meets(requirement, version));
}

function meets({ minServerVersion, maxServerVersion, topologies }: Requirement, version: string): boolean {
  if (minServerVersion !== undefined && compareVersions(version, minServerVersion) < 0) return false;
  if (maxServerVersion !== undefined && compareVersions(version, maxServerVersion) > 0) return false;
  return topologies === undefined || topologies.includes('single');
}

function compareVersions(a: string, b: string): number {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let at = 0; at < right.length; at += 1) {
    const order = (left[at] ?? 0) - (right[at] ?? 0);
    if (order !== 0) return order;
  }
  return 0;
}
