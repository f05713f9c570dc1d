/** Servers on this machine that answer as a test wants it, and calls to them. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createRaw, type Socket } from 'node:net';
import { afterEach, expect } from 'vitest';
import { type NodeCall, type NodeCallError, parseNodeUrl } from '../../../../src/source/index.ts';
import { httpCall } from '../../../../src/source/node/http-call.ts';

export const SECRET = 'hunter22-of-the-node';
export const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

export type Handler = (
  body: { id: number; method: string },
  request: IncomingMessage,
  response: ServerResponse,
) => void;

export async function serve(handler: Handler): Promise<number> {
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => handler(JSON.parse(text), request, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as { readonly port: number }).port;
}

/** A server of bytes: what it writes when it was asked, and how it ends then. */
export async function serveRaw(onAsked: (peer: Socket) => void): Promise<number> {
  const server = createRaw((peer) => {
    peer.on('error', () => {});
    peer.once('data', () => onAsked(peer));
    closers.push(() => peer.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return (server.address() as { readonly port: number }).port;
}

export const callOf = (port: number, env: Record<string, string> = {}, limits = {}): NodeCall =>
  httpCall(
    parseNodeUrl(
      Object.keys(env).length > 0 ? `http://127.0.0.1:${port}` : `http://me:${SECRET}@127.0.0.1:${port}`,
      env,
    ),
    limits,
  );

export const ask = (call: NodeCall, timeoutMs = 5000, signal = new AbortController().signal) =>
  call('getblockcount', [1, 'x'], { signal, timeoutMs });

/** Waits for what the other side of a connection notices by itself. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

export async function faultOf(asking: Promise<unknown>): Promise<NodeCallError> {
  const error = await asking.then(
    () => null,
    (reason: NodeCallError) => reason,
  );
  expect(error).not.toBeNull();
  expect(error!.message).toMatch(/^[^\n]{10,200}$/u);
  expect(error!.message).not.toMatch(/hunter22/u);
  return error!;
}
