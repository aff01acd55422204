export {
  createRegistry,
  forgetRegistry,
  getRegistry,
  getRegistryCredentials,
  listRegistries,
  listRegistryIds,
  updateRegistry,
  verifyRegistry,
} from './registry.service';
