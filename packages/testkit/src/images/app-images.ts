/** What a test image contains; give it a tag and build it. */
export interface AppImage {
  /** Path in the image → text or bytes; those below a `bin` or `lib` folder are executable. BusyBox is there anyway. */
  files?: Record<string, string | Buffer>;
  cmd: string[];
  labels?: Record<string, string>;
}

const page = (version: string) => ({ '/www/index.html': `${version}\n`, '/www/health': 'ok\n' });
/** Reads the whole request first: closing a connection with unread data resets it, and the answer with it. */
const readRequest = 'while read -r line && [ "$line" != "$(printf "\\r")" ]; do :; done\n';
const shell = (script: string) => ['sh', '-c', script];

/** Small apps that behave in one way each. Those that serve listen on port 8080. */
export const appImages = {
  /** Answers its version at `/` and 200 at `/health`; on SIGTERM it ends what it is answering, then itself. */
  web: (version: string): AppImage => ({
    files: page(version),
    // The shell is the first process, which gets no signal that it does not ask for.
    cmd: shell('httpd -f -p 8080 -h /www & trap "kill $!; sleep 0.2; exit 0" TERM; wait'),
  }),
  /** Writes three lines and ends with code 3. */
  dies: (): AppImage => ({ cmd: shell('echo starting; echo "no database" >&2; echo "giving up"; exit 3') }),
  /** Ends with code 0, having nothing to do. */
  exits: (): AppImage => ({ cmd: shell('echo done; exit 0') }),
  /** Runs, and never listens. */
  neverListens: (): AppImage => ({ cmd: shell('echo "waiting for nothing"; trap "exit 0" TERM; sleep 3600 & wait') }),
  /** Serves pages, and answers 503 at `/health`. */
  unhealthy: (): AppImage => ({
    files: {
      '/bin/answer': `#!/bin/sh\n${readRequest}printf "HTTP/1.1 503 Service Unavailable\\r\\nConnection: close\\r\\n\\r\\n"\n`,
    },
    cmd: shell('nc -ll -p 8080 -e /bin/answer & trap "exit 0" TERM; wait'),
  }),
  /** Answers its version every time, `seconds` after it was asked. */
  late: (version: string, seconds: number): AppImage => ({
    files: {
      '/bin/answer': `#!/bin/sh\n${readRequest}sleep ${seconds}\nprintf 'HTTP/1.1 200 OK\\r\\nConnection: close\\r\\n\\r\\n${version}'\n`,
    },
    cmd: shell('nc -ll -p 8080 -e /bin/answer & trap "exit 0" TERM; wait'),
  }),
  /** Listens only after some seconds. */
  slow: (version: string, seconds: number): AppImage => ({
    files: page(version),
    cmd: shell(`trap "exit 0" TERM; (sleep ${seconds}; exec httpd -f -p 8080 -h /www) & wait`),
  }),
  /** Writes `line N` to stdout and `warning N` to stderr, about ten times a second. */
  logs: (): AppImage => ({
    cmd: shell(
      'trap "exit 0" TERM; n=0; while true; do n=$((n+1)); echo "line $n"; echo "warning $n" >&2; sleep 0.1; done',
    ),
  }),
  /** A web app that lives on when asked to end. */
  ignoresTerm: (version: string): AppImage => ({
    files: page(version),
    cmd: ['httpd', '-f', '-p', '8080', '-h', '/www'],
  }),
};
