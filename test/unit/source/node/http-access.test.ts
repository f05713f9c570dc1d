// How one is let in: by name and password, by a cookie file that changes, and without a word of either in any error.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseNodeUrl } from '../../../../src/source/index.ts';
import { httpCall } from '../../../../src/source/node/http-call.ts';
import { ask, callOf, closers, faultOf, type Handler, SECRET, serve } from './http-servers.ts';

describe('who asks', () => {
  it('is said in UTF-8, and not at all where nothing was given', async () => {
    const seen: unknown[] = [];
    const port = await serve((_body, { headers }, response) => {
      seen.push(headers.authorization);
      response.end('{"result":1}');
    });
    for (const place of ['', 'j%C3%B6rg:p%C3%A4ss%3A%40@', ':only-this@'])
      await ask(httpCall(parseNodeUrl(`http://${place}127.0.0.1:${port}`, {})));
    const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
    expect(seen).toEqual([undefined, basic('jörg:päss:@'), basic(':only-this')]);
  });

  it('is asked for by a node that was told nothing', async () => {
    const port = await serve((_body, _request, response) => response.writeHead(401).end());
    const error = await faultOf(ask(httpCall(parseNodeUrl(`http://127.0.0.1:${port}`, {}))));
    expect([error.fault, error.message]).toEqual([
      'denied',
      expect.stringMatching(
        /\(401\), and none was given: .* URL, .*PROOFWORKS_NODE_USER .*PROOFWORKS_NODE_PASSWORD, .*PROOFWORKS_NODE_COOKIE$/u,
      ),
    ]);
  });

  it('is nowhere in an error, its cause included', async () => {
    const handlers: Handler[] = [
      (_b, _q, r) => r.writeHead(401).end(),
      (_b, q, r) =>
        r.writeHead(500).end(JSON.stringify({ error: { code: 1, message: q.headers.authorization } })),
      (_b, q, r) => r.end(`<html>${q.headers.authorization}`),
      (_b, q) => q.socket.destroy(),
      (_b, q, r) => {
        r.writeHead(200, { 'content-length': 1000 });
        r.write(`${q.headers.authorization}`, () => r.destroy());
      },
    ];
    for (const handler of handlers) {
      const error = await faultOf(ask(callOf(await serve(handler))));
      const shown = inspect(error, { depth: 10, showHidden: true });
      expect(shown).not.toContain(SECRET);
      expect(shown).not.toContain(Buffer.from(`me:${SECRET}`).toString('base64'));
    }
  });
});

describe('a cookie file', () => {
  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'proofworks-cookie-'));
    closers.push(() => rm(path, { recursive: true }));
    return path;
  }

  it('is read, and read again when the node refuses what it said', async () => {
    const path = join(await folder(), '.cookie');
    let wanted = '__cookie__:one';
    const port = await serve(({ id }, { headers }, response) => {
      if (headers.authorization !== `Basic ${Buffer.from(wanted).toString('base64')}`)
        response.writeHead(401).end();
      else response.end(JSON.stringify({ id, result: wanted.length, error: null }));
    });
    const call = callOf(port, { PROOFWORKS_NODE_COOKIE: path });
    expect((await faultOf(ask(call))).message).toMatch(/cookie file .* cannot be read/u);
    await writeFile(path, '__cookie__:one\n');
    expect(await ask(call)).toBe('__cookie__:one'.length);
    // The node was started again.
    wanted = '__cookie__:two and longer';
    await writeFile(path, wanted);
    expect(await ask(call)).toBe('__cookie__:two and longer'.length);
    wanted = '__cookie__:three';
    const error = await faultOf(ask(call));
    expect(error.message).toMatch(/refused what its cookie file says/u);
    expect(error.message).not.toMatch(/two|three/u);
  });

  it('that is not there, or cannot be read, is told with its path, and looked for at each call', async () => {
    let calls = 0;
    const port = await serve((_body, _request, response) => {
      calls++;
      response.end('{"result":1}');
    });
    const directory = await folder();
    const late = join(directory, 'late.cookie');
    const call = callOf(port, { PROOFWORKS_NODE_COOKIE: late });
    const missing = await faultOf(ask(call));
    expect([missing.fault, missing.message]).toEqual([
      'denied',
      expect.stringMatching(
        /late\.cookie cannot be read: there is none, since the node writes it when it starts/u,
      ),
    ]);
    const whole = await faultOf(ask(callOf(port, { PROOFWORKS_NODE_COOKIE: directory })));
    expect(whole.message).toMatch(/that is a directory/u);
    const within = await faultOf(ask(callOf(port, { PROOFWORKS_NODE_COOKIE: join(late, 'x') })));
    expect(within.fault).toBe('denied');
    expect(calls).toBe(0);
    await writeFile(late, '__cookie__:there');
    expect(await ask(call)).toBe(1);
  });

  it('that is the same as before is not tried twice, and one that has gone is told', async () => {
    let calls = 0;
    const port = await serve((_body, _request, response) => {
      calls++;
      response.writeHead(401).end();
    });
    const same = join(await folder(), 'same.cookie');
    await writeFile(same, '__cookie__:same');
    const call = callOf(port, { PROOFWORKS_NODE_COOKIE: same });
    expect((await faultOf(ask(call))).message).toMatch(/refused what its cookie file says/u);
    expect(calls).toBe(1);
    await rm(same);
    expect((await faultOf(ask(call))).message).toMatch(/same\.cookie cannot be read: there is none/u);
  });

  it('that was written anew is used by all calls that were refused with the old one', async () => {
    const path = join(await folder(), '.cookie');
    let wanted = '__cookie__:one';
    const port = await serve(({ id }, { headers }, response) => {
      const isRight = headers.authorization === `Basic ${Buffer.from(wanted).toString('base64')}`;
      // The refusals come one after the other.
      setTimeout(() => response.writeHead(isRight ? 200 : 401).end(`{"result":${id}}`), 20 * (id % 4));
    });
    await writeFile(path, wanted);
    const call = callOf(port, { PROOFWORKS_NODE_COOKIE: path });
    expect(await ask(call)).toBe(1);
    wanted = '__cookie__:two';
    await writeFile(path, wanted);
    expect(await Promise.all([ask(call), ask(call), ask(call)])).toEqual([2, 3, 4]);
  });

  it('that was written anew gives a call no more time than it has', async () => {
    const slow = join(await folder(), 'slow.cookie');
    await writeFile(slow, '__cookie__:one');
    let calls = 0;
    const port = await serve((_body, _request, response) => {
      if (++calls > 1) return;
      void writeFile(slow, '__cookie__:two').then(() =>
        setTimeout(() => response.writeHead(401).end(), 2_000),
      );
    });
    const begunMs = performance.now();
    const error = await faultOf(ask(callOf(port, { PROOFWORKS_NODE_COOKIE: slow }), 3_000));
    expect(calls).toBe(2);
    expect(error.message).toMatch(/did not answer getblockcount within 3 s/u);
    // With its time anew, it would take five seconds.
    expect(performance.now() - begunMs).toBeLessThan(4_500);
  });
});
