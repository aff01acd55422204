import { startEngine } from '../engine';
import { startMongo } from '../mongo';
import type { RunningProcess } from '../processes';
import { startRedis } from '../redis';
import { startRegistry } from '../registry';

/** A real counterpart of the test run: what it is called in TEST_SERVICES, and the variables it answers to. */
interface Service {
  name: string;
  /** Set already means: somebody else runs it. */
  variable: string;
  start(): Promise<{ running: RunningProcess; variables: Record<string, string> }>;
}

const login = { username: 'tester', password: 'correct horse battery staple' };

export const services: Service[] = [
  {
    name: 'redis',
    variable: 'REDIS_URL',
    start: async () => {
      const running = await startRedis();
      return { running, variables: { REDIS_URL: running.url } };
    },
  },
  {
    name: 'mongo',
    variable: 'MONGODB_URI',
    start: async () => {
      const running = await startMongo();
      return { running, variables: { MONGODB_URI: running.uri } };
    },
  },
  {
    name: 'engine',
    variable: 'DOCKER_HOST',
    start: async () => {
      const running = await startEngine();
      return { running, variables: { DOCKER_HOST: running.dockerHost } };
    },
  },
  {
    name: 'registry',
    variable: 'TEST_REGISTRY',
    start: async () => {
      const running = await startRegistry(login);
      const { username, password } = login;
      const variables = { TEST_REGISTRY_USERNAME: username, TEST_REGISTRY_PASSWORD: password };
      return { running, variables: { TEST_REGISTRY: running.host, ...variables } };
    },
  },
];
