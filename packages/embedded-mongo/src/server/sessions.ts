import { Binary } from 'bson';
import { isDoc, type Value } from '../values';

/** Sessions that clients announced; nothing depends on them but `$listLocalSessions` and their cursors. */
export class Sessions {
  private readonly lastUse = new Map<string, Date>();

  touch(id: string): void {
    this.lastUse.set(id, new Date());
  }

  end(id: string): void {
    this.lastUse.delete(id);
  }

  list(): { id: string; lastUse: Date }[] {
    return [...this.lastUse].map(([id, lastUse]) => ({ id, lastUse }));
  }

  /** Forgets sessions not used for half an hour. */
  expire(now: number): void {
    for (const [id, at] of this.lastUse) if (now - at.getTime() > 30 * 60 * 1000) this.lastUse.delete(id);
  }
}

/** A session's id as hexadecimal text; undefined when there is none. */
export function sessionIdOf(lsid: Value): string | undefined {
  const id = isDoc(lsid) ? lsid.id : undefined;
  return id instanceof Binary ? Buffer.from(id.value()).toString('hex') : undefined;
}
