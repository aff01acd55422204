import type { AppError } from '@oatfin/platform/errors';
import { z } from 'zod';
import type { RegistryCredentials } from '../targets';
import type { Answer } from './answers';
import { describeAnswer, failureCode, parseJson } from './answers';
import { isAboutRegistry, noSuchImage, noSuchTag, notAllowed, refusedName, unreachable } from './failures';
import type { ImageReference } from './reference';
import type { RegistrySession } from './session';

/** What it means that a registry did not give a manifest: the error to throw, which names what it answered. */
export async function refusal(
  session: RegistrySession,
  reference: ImageReference,
  credentials: RegistryCredentials | null,
  answer: Answer,
): Promise<AppError> {
  const said = describeAnswer(answer, credentials);
  const code = failureCode(answer);
  if (code === 'NAME_UNKNOWN') return noSuchImage(reference, said);
  if ([401, 403].includes(answer.status) || code === 'DENIED' || code === 'UNAUTHORIZED') {
    return notAllowed(reference, credentials?.username ?? null, said);
  }
  if (answer.status === 404) return missing(session, reference, answer, said);
  if (answer.status === 400) return refusedName(reference, said);
  return unreachable(reference.host, `answered ${said}`);
}

/**
 * Registries say of a missing image what they say of a missing tag (CNCF Distribution: MANIFEST_UNKNOWN), so the list of
 * tags decides. Where that may not be seen, the registry's word is taken.
 */
async function missing(
  session: RegistrySession,
  reference: ImageReference,
  answer: Answer,
  said: string,
): Promise<AppError> {
  const tags = await session.get(`${reference.repository}/tags/list?n=5`).catch(unlessAborted);
  if (tags?.status === 200) return noSuchTag(reference, said, tagsIn(tags.body));
  const isTagMissing = tags?.status !== 404 && failureCode(answer) === 'MANIFEST_UNKNOWN';
  return isTagMissing ? noSuchTag(reference, said, []) : noSuchImage(reference, said);
}

/** The list is only asked to tell more; when the registry does not answer, its first word is all there is. */
function unlessAborted(error: unknown): null {
  if (isAboutRegistry(error)) return null;
  throw error;
}

const TagList = z.object({ tags: z.array(z.string()) });

/** OCI distribution spec, "Listing Tags"; not every registry stops at the number asked for. */
function tagsIn(body: Buffer): string[] {
  const list = TagList.safeParse(parseJson(body));
  return list.success ? list.data.tags.slice(0, 5) : [];
}
