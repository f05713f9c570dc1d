// A page, websockify and a pool: the address that leads there, the subprotocols that a browser may ask for, and what an
// unknown token gives. The page is served over http on this machine, from where ws:// is allowed.

import { createServer } from 'node:http';
import type { Page } from 'puppeteer';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { Bridge } from '../pool/bridge.ts';
import { QUICK_BITS, TestChain } from '../pool/chain.ts';
import { TestPool } from '../pool/test-pool.ts';
import { launchBrowser } from '../setup/browser.ts';

let pool: TestPool;
let bridge: Bridge;
let page: Page;
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  const chain = await TestChain.open(QUICK_BITS);
  closers.push(() => chain.close());
  pool = await TestPool.start({ chain });
  closers.push(() => pool.close());
  bridge = await Bridge.start(inject('websockify'), { tests: pool.port });
  closers.push(() => bridge.close());
  const server = createServer((_, response) => response.end('<!doctype html><title>A page</title>'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const browser = await launchBrowser({ program: inject('browser'), hasGpu: false });
  closers.push(() => browser.close());
  page = await browser.newPage();
  await page.goto(`http://localhost:${(server.address() as { port: number }).port}/`);
});

afterAll(async () => {
  for (const close of closers.reverse()) await close();
});

/** What became of a subscription from the page. */
interface Talk {
  readonly opened: boolean;
  readonly protocol: string;
  /** The first line that came. */
  readonly line: string;
  readonly isBinary: boolean;
  readonly code: number;
}

/** Subscribes, unless it is to say nothing, and hangs up after the answer or with the other side. */
function talk(
  url: string,
  protocols: readonly string[],
  says: 'bytes' | 'text' | 'nothing' = 'bytes',
): Promise<Talk> {
  return page.evaluate(
    (address, names, kind) =>
      new Promise<Talk>((resolve) => {
        const socket = new WebSocket(address, [...names]);
        socket.binaryType = 'arraybuffer';
        const seen = { opened: false, protocol: '', line: '', isBinary: false };
        socket.onopen = () => {
          seen.opened = true;
          seen.protocol = socket.protocol;
          const request = '{"id":1,"method":"mining.subscribe","params":["page/1"]}\n';
          if (kind !== 'nothing') socket.send(kind === 'text' ? request : new TextEncoder().encode(request));
        };
        socket.onmessage = ({ data }) => {
          seen.isBinary = data instanceof ArrayBuffer;
          seen.line += typeof data === 'string' ? data : new TextDecoder().decode(data);
          if (seen.line.endsWith('\n')) socket.close();
        };
        socket.onclose = ({ code }) => resolve({ ...seen, code });
      }),
    url,
    protocols,
    says,
  );
}

describe('from a page', () => {
  test.for([
    { protocols: [], protocol: '' },
    { protocols: ['binary'], protocol: 'binary' },
  ])('with subprotocols $protocols', async ({ protocols, protocol }) => {
    const said = await talk(bridge.url('tests'), protocols);
    expect(said).toMatchObject({ opened: true, protocol, isBinary: true });
    expect(JSON.parse(said.line)).toMatchObject({
      id: 1,
      error: null,
      result: [[['mining.notify', expect.any(String)]], expect.any(String), 4],
    });
  });

  test('frames of text are refused: only binary ones lead on', async () => {
    const said = await talk(bridge.url('tests'), [], 'text');
    expect(said).toEqual({ opened: true, protocol: '', line: '', isBinary: false, code: 1003 });
  });

  test('any path before the token will do, and localhost as well', async () => {
    const port = bridge.port;
    for (const url of [
      `ws://127.0.0.1:${port}/websockify?token=tests`,
      `ws://localhost:${port}/?token=tests`,
    ]) {
      expect(await talk(url, [])).toMatchObject({ opened: true, isBinary: true });
    }
  });

  test.for([
    ['an unknown token', '/?token=other'],
    ['a token in the path', '/tests'],
    ['no token', '/'],
  ])('%s opens nothing, and reaches no pool', async ([, path]) => {
    const before = pool.accepted;
    const said = await talk(`ws://127.0.0.1:${bridge.port}${path}`, []);
    expect(said).toEqual({ opened: false, protocol: '', line: '', isBinary: false, code: 1006 });
    expect(pool.accepted).toBe(before);
  });

  test('a pool that hangs up closes the socket', async () => {
    const ended = talk(bridge.url('tests'), []);
    const wait = pool.accepted;
    pool.options.silentTo = ['mining.subscribe'];
    await expect.poll(() => pool.accepted).toBeGreaterThan(wait);
    await expect.poll(() => pool.connections.at(-1)?.received ?? 0).toBeGreaterThan(0);
    pool.cutAll();
    expect((await ended).opened).toBe(true);
    pool.options.silentTo = [];
  });
});

test('where no pool answers, the socket opens and is closed with 1011', async () => {
  const { port, close } = await unusedPort();
  const nowhere = await Bridge.start(inject('websockify'), { gone: port });
  closers.push(() => nowhere.close());
  await close();
  // Words that nobody reads would make the system reset the line, and a reset may overtake the bridge's farewell.
  expect(await talk(nowhere.url('gone'), [], 'nothing')).toMatchObject({
    opened: true,
    line: '',
    code: 1011,
  });
  // The bridge says it through another pipe than the socket.
  await expect.poll(() => nowhere.output).toContain('Connection refused');
});

/** A port that is held until `close`, and free after it. */
async function unusedPort(): Promise<{ readonly port: number; readonly close: () => Promise<unknown> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return { port, close: () => new Promise((resolve) => server.close(resolve)) };
}

test('what it started is gone when it is closed, connections too', async () => {
  const short = await Bridge.start(inject('websockify'), { tests: pool.port });
  pool.options.silentTo = ['mining.subscribe'];
  const before = pool.accepted;
  const held = talk(short.url('tests'), []);
  await expect.poll(() => pool.accepted).toBeGreaterThan(before);
  await short.close();
  expect((await held).code).toBe(1006);
  await expect.poll(() => pool.connections).toEqual([]);
  pool.options.silentTo = [];
});
