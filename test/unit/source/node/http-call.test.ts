// Calls over real sockets to servers that behave, and to servers that do not.

import { getEventListeners } from 'node:events';
import { createServer as createRaw } from 'node:net';
import { describe, expect, it } from 'vitest';
import { parseNodeUrl } from '../../../../src/source/index.ts';
import { httpCall } from '../../../../src/source/node/http-call.ts';
import { ask, callOf, closers, faultOf, type Handler, SECRET, serve, until } from './http-servers.ts';

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
    [
      '403',
      (_b, _q, r) => r.writeHead(403).end(),
      'forbidden',
      /rpcallowip and rpcwhitelist \(getblockcount\)$/u,
    ],
    ['a web page', (_b, _q, r) => r.end('<html>hello'), 'nonsense', /a web page instead of JSON/u],
    ['text', (_b, _q, r) => r.end('hello'), 'nonsense', /something else instead of JSON/u],
    ['JSON that is none of JSON-RPC', (_b, _q, r) => r.end('[1]'), 'nonsense', /not in JSON-RPC/u],
    ['half of JSON', (_b, _q, r) => r.end('{"result":'), 'nonsense', /instead of JSON/u],
    ['too much to do', (_b, _q, r) => r.writeHead(503).end('busy'), 'busy', /too much to do/u],
    ['a page of a server before it', (_b, _q, r) => r.writeHead(502).end('<html>'), 'busy', /a web page/u],
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
  ])('with %s as its answer', async (what, handler, fault, sentence) => {
    // Only those that never come are waited for to the end.
    const timeoutMs = what === 'no answer' || what === 'a slow answer' ? 400 : 5_000;
    const error = await faultOf(ask(callOf(await serve(handler)), timeoutMs));
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

  it('takes what is exactly as long as the limit, and gives up one that grows as it comes', async () => {
    const body = JSON.stringify({ result: 'x'.repeat(5000), error: null });
    const port = await serve((_body, _request, response) => response.end(body));
    expect(await ask(callOf(port, {}, { maxAnswerBytes: body.length }))).toBe('x'.repeat(5000));
    expect((await faultOf(ask(callOf(port, {}, { maxAnswerBytes: body.length - 1 })))).fault).toBe(
      'nonsense',
    );
    let isCut = false;
    const endless = await serve((_body, _request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1);
      response.on('close', () => {
        isCut = true;
        clearInterval(timer);
      });
    });
    const error = await faultOf(ask(callOf(endless, {}, { maxAnswerBytes: 10_000 })));
    expect(error.message).toMatch(/more than 10000 bytes/u);
    await until(() => isCut);
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

  it('that was given up before is not made', async () => {
    let calls = 0;
    const port = await serve((_body, _request, response) => {
      calls++;
      response.end('{"result":1}');
    });
    expect((await faultOf(ask(callOf(port), 5000, AbortSignal.abort()))).message).toMatch(/given up/u);
    expect(await ask(callOf(port))).toBe(1);
    expect(calls).toBe(1);
  });

  it('that is given up in the middle of its answer ends at once, and listens to nobody any more', async () => {
    let isCut = false;
    const end = new AbortController();
    const port = await serve((_body, _request, response) => {
      response.on('close', () => {
        isCut = true;
      });
      response.write('{"result":', () => end.abort());
    });
    const error = await faultOf(ask(callOf(port), 60_000, end.signal));
    expect([error.fault, error.message]).toEqual(['lost', expect.stringMatching(/given up/u)]);
    await until(() => isCut);
    expect(getEventListeners(end.signal, 'abort')).toEqual([]);
  });

  it('leaves nobody listening to the signal, whatever became of it', async () => {
    const { signal } = new AbortController();
    const good = callOf(await serve((_b, _q, response) => response.end('{"result":1}')));
    for (let i = 0; i < 3; i++) await ask(good, 5000, signal);
    await faultOf(ask(callOf(await serve(() => {})), 50, signal));
    await faultOf(ask(callOf(await serve((_b, request) => request.socket.destroy())), 5000, signal));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
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
