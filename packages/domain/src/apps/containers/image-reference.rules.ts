const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const host = `(?:${label}(?:\\.${label})*|\\[[0-9a-fA-F:]+\\])(?::[0-9]{1,5})?`;
const tag = '[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}';

const reference = new RegExp(
  `^(?:${host}/)?${component}(?:/${component})*(?::${tag})?(?:@(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}))?$`,
);

/**
 * Whether a text is an image reference at all: `[host/]name[:tag][@digest]`. Whether there is such an image, only
 * a deployment can tell. Grammar: https://pkg.go.dev/github.com/distribution/reference
 */
export function isImageReference(text: string): boolean {
  return reference.test(text);
}
