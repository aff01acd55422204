import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const dayMs = 24 * 60 * 60 * 1_000;

/**
 * Moves a freshly built website into the folder it is served from, which must be on the same file system. Nothing
 * that answered before stops answering: the files come first, and then the page that names them, in one rename. Files
 * of the versions before stay for a day, for tabs that were opened with them.
 */
export async function putInPlace(fresh: string, served: string, page = 'index.html'): Promise<void> {
  const files = await filesIn(fresh);
  if (!files.includes(page)) throw new Error(`The build gave no ${page}`);
  for (const file of [...files.filter((name) => name !== page), page]) {
    await mkdir(dirname(join(served, file)), { recursive: true });
    await rename(join(fresh, file), join(served, file));
  }
  await rm(fresh, { recursive: true, force: true });
  await removeOutlived(served, new Set(files));
}

async function removeOutlived(served: string, current: Set<string>): Promise<void> {
  for (const file of await filesIn(served)) {
    const isOutlived = !current.has(file) && Date.now() - (await stat(join(served, file))).mtimeMs > dayMs;
    if (isOutlived) await rm(join(served, file));
  }
}

/** All files below a folder, relative to it. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry) =>
    entry.isDirectory()
      ? (await filesIn(join(folder, entry.name))).map((name) => join(entry.name, name))
      : [entry.name],
  );
  return (await Promise.all(found)).flat();
}
