import { AppError } from '@oatfin/platform/errors';
import { formatReference, type ImageReference } from './reference';

/**
 * `registry.unreachable`: no usable answer. `what` goes on after the host: `refused the connection`,
 * `answered 500`.
 */
export function unreachable(host: string, what: string, cause?: unknown): AppError {
  return new AppError('registry.unreachable', `The registry ${host} ${what}.`, { cause, details: { registry: host } });
}

/** `registry.rate_limited`, retryable; `details.retryAfterSeconds` is null when the registry did not say. */
export function rateLimited(host: string, retryAfterSeconds: number | null): AppError {
  const wait = retryAfterSeconds === null ? 'later' : `in ${retryAfterSeconds} seconds`;
  const sentence = `The registry ${host} answered 429 (too many requests): try again ${wait}.`;
  return new AppError('registry.rate_limited', sentence, { details: { registry: host, retryAfterSeconds } });
}

/** `registry.unauthorized`: the user name or the password is wrong. */
export function unauthorized(host: string, username: string, answer: string): AppError {
  const sentence = `The registry ${host} does not accept the user name "${username}" with this password; it answered ${answer}.`;
  return new AppError('registry.unauthorized', sentence, { details: { registry: host } });
}

/** `registry.unauthorized`: the registry lets everybody in, so no password can be right or wrong. */
export function asksForNoPassword(host: string): AppError {
  const sentence = `The registry ${host} asks for no password, so this one cannot be checked; its images need no credentials.`;
  return new AppError('registry.unauthorized', sentence, { details: { registry: host } });
}

/**
 * `image.not_allowed`. A registry that hides what one may not see (Docker Hub) answers the same for images that do not
 * exist, so the sentence says both.
 */
export function notAllowed(reference: ImageReference, username: string | null, answer: string): AppError {
  const who = username === null ? 'may not be pulled without credentials' : `may not be pulled by "${username}"`;
  const sentence = `The image ${short(reference)} ${who}, or does not exist: the registry ${reference.host} answered ${answer}.`;
  return about('image.not_allowed', reference, sentence);
}

/** `image.not_allowed`: the chosen credentials belong to another registry, and are not shown to this one. */
export function wrongRegistry(reference: ImageReference, host: string): AppError {
  const sentence = `The image ${short(reference)} is on the registry ${reference.host}, but the credentials are for ${host}.`;
  return about('image.not_allowed', reference, sentence);
}

/** Whether an error is about a registry as such, whatever was asked of it. */
export function isAboutRegistry(error: unknown): error is AppError {
  return error instanceof AppError && error.code.startsWith('registry.');
}

/** An error about a registry, told of the image that was asked for. */
export function namingImage(reference: ImageReference, { code, publicMessage, details, cause }: AppError): AppError {
  const sentence = `The image ${short(reference)} could not be looked up. ${publicMessage}`;
  return new AppError(code, sentence, { cause, details: { ...details, image: formatReference(reference) } });
}

export function noSuchImage(reference: ImageReference, answer: string): AppError {
  const sentence = `The registry ${reference.host} has no image ${reference.repository}; it answered ${answer}.`;
  return about('image.no_such_image', reference, sentence);
}

/** `image.no_such_tag`, for a digest too; `tags` are some that exist. */
export function noSuchTag(reference: ImageReference, answer: string, tags: string[]): AppError {
  const { host, repository, tag, digest } = reference;
  const what = digest === null ? `no tag "${tag}"` : `nothing with the digest ${digest}`;
  const known = tags.length === 0 ? '' : ` Tags it has: ${tags.join(', ')}.`;
  const sentence = `The image ${repository} on the registry ${host} has ${what}; it answered ${answer}.${known}`;
  return about('image.no_such_tag', reference, sentence);
}

/** `image.invalid`: the registry finds the name itself wrong. */
export function refusedName(reference: ImageReference, answer: string): AppError {
  const sentence = `The registry ${reference.host} does not accept the name ${short(reference)}; it answered ${answer}.`;
  return about('image.invalid', reference, sentence);
}

export function wrongArchitecture(reference: ImageReference, wanted: string, platforms: string[]): AppError {
  const sentence = `The image ${short(reference)} on the registry ${reference.host} is not built for ${wanted}, only for ${platforms.join(', ')}.`;
  return about('image.wrong_architecture', reference, sentence);
}

function about(
  code: `image.${'not_allowed' | 'no_such_image' | 'no_such_tag' | 'invalid' | 'wrong_architecture'}`,
  reference: ImageReference,
  sentence: string,
): AppError {
  return new AppError(code, sentence, { details: { image: formatReference(reference), registry: reference.host } });
}

/** The reference without its host, which the sentences name as the registry. */
function short(reference: ImageReference): string {
  return formatReference(reference).slice(reference.host.length + 1);
}
