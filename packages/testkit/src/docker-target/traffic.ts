import { Agent, request } from 'node:http';
import type { Edge } from '@oatfin/providers/edge';

export interface Traffic {
  /** How often each answer came, as `200 v1`. */
  answers: Map<string, number>;
  /** Everything that was no 200, and every broken connection, in words. */
  failures: string[];
  stop(): Promise<void>;
}

/** Four clients that ask without a pause, three over a connection each that they keep, one over a new one each time. */
export function startTraffic(edge: Edge, host: string): Traffic {
  const traffic = { answers: new Map<string, number>(), failures: [] as string[] };
  const stopped = new AbortController();
  const clients = [true, true, true, false].map(async (keepAlive) => {
    const agent = new Agent({ keepAlive, maxSockets: 1 });
    while (!stopped.signal.aborted) {
      const answer = await askOver(agent, edge, host).catch((error: Error) => `failed: ${error.message}`);
      if (answer.startsWith('200 ')) traffic.answers.set(answer, (traffic.answers.get(answer) ?? 0) + 1);
      else traffic.failures.push(answer);
    }
    agent.destroy();
  });
  const stop = async () => {
    stopped.abort();
    await Promise.all(clients);
  };
  return { ...traffic, stop };
}

function askOver(agent: Agent, { port, address }: Edge, host: string): Promise<string> {
  const headers = { host: new URL(address(host)).host };
  return new Promise((resolve, reject) => {
    const call = request({ agent, host: '127.0.0.1', port, headers }, (response) => {
      let body = '';
      response.on('data', (part) => {
        body += part;
      });
      response.on('error', reject);
      response.on('end', () => resolve(`${response.statusCode} ${body.trim()}`));
    });
    call.on('error', reject);
    call.end();
  });
}
