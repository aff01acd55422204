/**
 * The registry an image reference names, as stored credentials name it: the part before the first slash when it looks
 * like a host, else Docker Hub. Read as https://github.com/distribution/reference does; null while nothing is typed.
 */
export function hostOf(image: string): string | null {
  if (image === '') return null;
  const slash = image.indexOf('/');
  const first = image.slice(0, Math.max(slash, 0));
  const isHost = /[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase();
  if (!isHost) return 'docker.io';
  const host = first.toLowerCase();
  return host === 'index.docker.io' ? 'docker.io' : host;
}
