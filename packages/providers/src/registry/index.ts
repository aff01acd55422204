export {
  createRegistryClient,
  isLoopback,
  type RegistryClient,
  type RegistryClientOptions,
  type ResolvedImage,
  type ResolveOptions,
} from './client';
export { formatReference, type ImageReference, parseReference } from './reference';
