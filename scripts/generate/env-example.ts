import { ApiConfig, WorkerConfig } from '@oatfin/platform/config';
import type { z } from 'zod';

type Variables = Record<string, z.ZodType>;

/** `.env.example`, from the schemas that API and worker read their environment with. */
export function envExample(): string {
  const api: Variables = ApiConfig.shape;
  const worker: Variables = WorkerConfig.shape;
  const sections = [
    ['API and worker', pick(api, (name) => name in worker)],
    ['API alone', pick(api, (name) => !(name in worker))],
    ['Worker alone', pick(worker, (name) => !(name in api))],
  ] as const;
  return [head, ...sections.map(([title, variables]) => section(title, variables))].join('\n');
}

const head = `# Every environment variable. Made by \`npm run generate\` from packages/platform/src/config: do not edit.
# What is commented out has the default that stands there, or may be left out.
# \`npm start\` needs none of them: docs/running.md tells which it reads itself.
`;

function pick(variables: Variables, isWanted: (name: string) => boolean): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([name]) => isWanted(name)));
}

function section(title: string, variables: Variables): string {
  const lines = Object.entries(variables).map(
    ([name, type]) => `# ${type.description ?? ''}\n${assignment(name, type)}\n`,
  );
  return [`## ${title}\n`, ...lines].join('\n');
}

/** A variable that must be given stands there empty; the others are commented out, with their default. */
function assignment(name: string, type: z.ZodType): string {
  const absent = type.safeParse(undefined);
  return absent.success ? `# ${name}=${absent.data ?? ''}` : `${name}=`;
}
