import type { SchedulePreview } from '@oatfin/contracts';

export type Note = SchedulePreview['notes'][number];

const held = / holds (.+?) then, /;

/** One freeze that holds many apps of a plan is said once, naming them all; everything else stays as it is. */
export function mergeFreezes(notes: Note[]): Note[] {
  const merged = new Map<string, { note: Note; names: string[] }>();
  for (const note of notes) {
    const name = note.kind === 'freeze' ? held.exec(note.message)?.[1] : undefined;
    const key = name === undefined ? note.message : note.message.replace(held, '');
    const entry = merged.get(key) ?? { note, names: [] };
    if (name !== undefined) entry.names.push(name);
    merged.set(key, entry);
  }
  return [...merged.values()].map(({ note, names }) =>
    names.length < 2 ? note : { ...note, message: note.message.replace(held, ` holds ${listOf(names)} then, `) },
  );
}

function listOf(names: string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
