import type { Socket } from 'node:net';
import { FrameReader } from '../wire/frame-reader';
import { parseMessage, type Request } from '../wire/message';
import { encodeReply } from '../wire/reply';
import type { ServerContext } from './context';
import { ConnectionCut, dispatch, errorReply, type Peer } from './dispatch';

/** Serves one socket: requests are answered one after the other, as MongoDB does. */
export function serveConnection(server: ServerContext, socket: Socket, connectionId: number): void {
  const frames = new FrameReader();
  const peer: Peer = { connectionId, address: `${socket.remoteAddress}:${socket.remotePort}` };
  let last: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of frames.read(chunk)) last = last.then(() => answer(server, socket, peer, message));
    } catch {
      socket.destroy();
    }
  });
}

/** A message that cannot be parsed, or an answer that cannot be written, ends the connection; nothing is thrown. */
async function answer(server: ServerContext, socket: Socket, peer: Peer, message: Buffer): Promise<void> {
  if (socket.destroyed) return;
  try {
    const request = parseMessage(message);
    const reply = await dispatch(server, request, peer);
    if (request.wantsReply && !socket.destroyed) socket.write(encodeSafely(reply, request));
  } catch (error) {
    if (!(error instanceof ConnectionCut)) process.emitWarning(error instanceof Error ? error : String(error));
    socket.destroy();
  }
}

function encodeSafely(reply: Parameters<typeof encodeReply>[0], request: Request): Buffer {
  try {
    return encodeReply(reply, request.requestId, request.replyWith);
  } catch (error) {
    return encodeReply(errorReply(error), request.requestId, request.replyWith);
  }
}
