// Calls over real sockets to servers that behave, and to servers that do not.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createRaw } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type NodeCall, type NodeCallError, parseNodeUrl } from '../../../../src/source/index.ts';
import { httpCall } from '../../../../src/source/node/http-call.ts';

const SECRET = 'hunter22-of-the-node';
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

type Handler = (
  body: { id: number; method: string },
  request: IncomingMessage,
  response: ServerResponse,
) => void;

async function serve(handler: Handler): Promise<number> {
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

const callOf = (port: number, env: Record<string, string> = {}, limits = {}): NodeCall =>
  httpCall(
    parseNodeUrl(
      Object.keys(env).length > 0 ? `http://127.0.0.1:${port}` : `http://me:${SECRET}@127.0.0.1:${port}`,
      env,
    ),
    limits,
  );

const ask = (call: NodeCall, timeoutMs = 5000, signal = new AbortController().signal) =>
  call('getblockcount', [1, 'x'], { signal, timeoutMs });

async function faultOf(asking: Promise<unknown>): Promise<NodeCallError> {
  const error = await asking.then(
    () => null,
    (reason: NodeCallError) => reason,
  );
  expect(error).not.toBeNull();
  expect(error!.message).toMatch(/^[^\n]{10,200}$/u);
  expect(error!.message).not.toMatch(/hunter22/u);
  return error!;
}

describe('a call', () => {
  it('says who it is, what it wants, and gives the result', async () => {
    const seen: unknown[] = [];
    const port = await serve(({ id, ...body }, { headers }, response) => {
      seen.push(body, headers.authorization);
      response.end(JSON.stringify({ id, result: 7, error: null }));
    });
    const call = callOf(port);
    expect(await ask(call)).toBe(7);
    expect(await ask(call)).toBe(7);
    expect(seen.slice(0, 2)).toEqual([
      { jsonrpc: '1.0', method: 'getblockcount', params: [1, 'x'] },
      `Basic ${Buffer.from(`me:${SECRET}`).toString('base64')}`,
    ]);
  });

  it.each<[string, Handler, string, RegExp]>([
    ['401', (_b, _q, r) => r.writeHead(401).end(), 'denied', /refused the name or the password \(401\)/u],
    ['403', (_b, _q, r) => r.writeHead(403).end(), 'denied', /rpcallowip/u],
    ['a web page', (_b, _q, r) => r.end('<html>hello'), 'nonsense', /a web page instead of JSON/u],
    ['text', (_b, _q, r) => r.end('hello'), 'nonsense', /something else instead of JSON/u],
    ['JSON that is none of JSON-RPC', (_b, _q, r) => r.end('[1]'), 'nonsense', /not in JSON-RPC/u],
    ['half of JSON', (_b, _q, r) => r.end('{"result":'), 'nonsense', /instead of JSON/u],
    ['too much to do', (_b, _q, r) => r.writeHead(503).end('busy'), 'nonsense', /too much to do/u],
    [
      'an error',
      (_b, _q, r) =>
        r.writeHead(500).end('{"result":null,"error":{"code":-10,"message":"downloading\\n blocks"}}'),
      'error',
      /refused getblockcount: downloading blocks \(error -10\)/u,
    ],
    [
      'an answer that breaks off',
      (_b, _q, r) => {
        r.writeHead(200, { 'content-length': 100 });
        r.write('{"result"');
        setTimeout(() => r.destroy(), 20);
      },
      'lost',
      /broke off/u,
    ],
    ['no answer', () => {}, 'lost', /did not answer getblockcount within/u],
    [
      'a slow answer',
      (_b, _q, r) => {
        r.writeHead(200);
        const timer = setInterval(() => r.write(' '), 50);
        r.on('close', () => clearInterval(timer));
      },
      'lost',
      /did not answer/u,
    ],
  ])('with %s as its answer', async (_what, handler, fault, sentence) => {
    const error = await faultOf(ask(callOf(await serve(handler)), 400));
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(sentence);
  });

  it.each([
    'hunter22-of-the-node',
    `me:hunter22-of-the-node`,
    Buffer.from(`me:${SECRET}`).toString('base64'),
  ])('whose answer repeats %s does not pass it on', async (secret) => {
    const words = JSON.stringify({ result: null, error: { code: -1, message: `denied for ${secret}!` } });
    const port = await serve((_body, _request, response) => response.end(words));
    const error = await faultOf(ask(callOf(port)));
    expect(error.words).toBe('denied for …!');
    const result = await serve((_b, _q, response) =>
      response.end(JSON.stringify({ result: `no ${secret}` })),
    );
    expect(await ask(callOf(result))).toBe('no …');
  });

  it('leaves transactions alone whose digits hold a short password', async () => {
    const port = await serve((_b, _q, response) =>
      response.end('{"result":{"data":"00abc00"},"error":null}'),
    );
    expect(await ask(httpCall(parseNodeUrl(`http://me:abc@127.0.0.1:${port}`, {})))).toEqual({
      data: '00abc00',
    });
    const refusing = await serve((_b, _q, response) =>
      response.end('{"error":{"code":-1,"message":"not abc"}}'),
    );
    const error = await faultOf(ask(httpCall(parseNodeUrl(`http://me:abc@127.0.0.1:${refusing}`, {}))));
    expect(error.words).toBe('not …');
  });

  it('takes no more than the limit', async () => {
    const port = await serve((_body, _request, response) => response.end(JSON.stringify('x'.repeat(5000))));
    expect((await faultOf(ask(callOf(port, {}, { maxAnswerBytes: 1000 })))).message).toMatch(
      /more than 1000 bytes/u,
    );
  });

  it('where nobody listens', async () => {
    const server = createRaw();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { readonly port: number };
    await new Promise((resolve) => server.close(resolve));
    const error = await faultOf(ask(callOf(port)));
    expect([error.fault, error.message]).toEqual([
      'unreachable',
      expect.stringMatching(/refused the connection/u),
    ]);
  });

  it('where no HTTP is spoken', async () => {
    const server = createRaw((peer) => {
      peer.on('error', () => {});
      peer.end('\u0000\u0001 stratum\n');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { readonly port: number };
    expect((await faultOf(ask(callOf(port)))).message).toMatch(/does not speak HTTP/u);
  });

  it('that is given up ends at once', async () => {
    const port = await serve(() => {});
    const end = new AbortController();
    const asking = ask(callOf(port), 60_000, end.signal);
    setTimeout(() => end.abort(), 30);
    expect((await faultOf(asking)).message).toMatch(/given up/u);
  });

  it('by a connection that the node has closed meanwhile is made by another one', async () => {
    let calls = 0;
    const port = await serve(({ id }, request, response) => {
      calls++;
      response.end(JSON.stringify({ id, result: calls, error: null }));
      // After the answer, without a word: as nodes do to connections that rest.
      setTimeout(() => request.socket.destroy(), 5);
    });
    const call = callOf(port);
    expect(await ask(call)).toBe(1);
    for (let i = 2; i < 6; i++) {
      await new Promise((resolve) => setTimeout(resolve, i % 2 === 0 ? 4 : 15));
      expect(await ask(call)).toBe(i);
    }
  });
});

describe('a cookie file', () => {
  const directory = mkdtemp(join(tmpdir(), 'proofworks-cookie-'));
  const path = directory.then((root) => join(root, '.cookie'));

  it('is read, and read again when the node refuses what it said', async () => {
    closers.push(async () => rm(await directory, { recursive: true }));
    let wanted = '__cookie__:one';
    const port = await serve(({ id }, { headers }, response) => {
      if (headers.authorization !== `Basic ${Buffer.from(wanted).toString('base64')}`)
        response.writeHead(401).end();
      else response.end(JSON.stringify({ id, result: wanted.length, error: null }));
    });
    const call = callOf(port, { PROOFWORKS_NODE_COOKIE: await path });
    expect((await faultOf(ask(call))).message).toMatch(/cookie file .* cannot be read/u);
    await writeFile(await path, '__cookie__:one\n');
    expect(await ask(call)).toBe('__cookie__:one'.length);
    // The node was started again.
    wanted = '__cookie__:two and longer';
    await writeFile(await path, wanted);
    expect(await ask(call)).toBe('__cookie__:two and longer'.length);
    wanted = '__cookie__:three';
    const error = await faultOf(ask(call));
    expect(error.message).toMatch(/refused what its cookie file says/u);
    expect(error.message).not.toMatch(/two|three/u);
  });
});
