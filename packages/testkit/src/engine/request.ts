import { request } from 'node:http';

/** One call of the Engine API over its socket; gives the body, throws on any status from 400. */
export function engineRequest(socketPath: string, method: string, path: string, body?: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json' };
    const call = request({ socketPath, method, path, headers, timeout: 10_000 }, (response) => {
      const { statusCode = 0 } = response;
      let answer = '';
      response.setEncoding('utf8');
      response.on('error', reject);
      response.on('data', (text: string) => {
        answer += text;
      });
      response.on('end', () => {
        if (statusCode < 400) resolve(answer);
        else reject(new Error(`${method} ${path} answered ${statusCode}: ${answer}`));
      });
    });
    call.on('timeout', () => call.destroy(new Error(`${method} ${path} did not answer`)));
    call.on('error', reject);
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
