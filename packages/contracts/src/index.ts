export * from './apps';
export * from './auth';
export * from './containers';
export * from './deployments';
export * from './permissions';
export * from './registries';
export * from './system';
export * from './wire';
