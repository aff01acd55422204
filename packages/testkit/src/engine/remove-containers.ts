import { engineRequest } from './request';

/**
 * Kills and removes every container of an engine, so that it need not ask each to stop (10 seconds for one that does
 * not listen). Goes on without a word when the engine does not answer: it is about to end anyway.
 */
export async function removeContainers(socket: string): Promise<void> {
  const listed = await engineRequest(socket, 'GET', '/containers/json?all=1').catch(() => '[]');
  const containers: { Id: string }[] = JSON.parse(listed);
  await Promise.allSettled(
    containers.map(({ Id }) => engineRequest(socket, 'DELETE', `/containers/${Id}?force=1&v=1`)),
  );
}
