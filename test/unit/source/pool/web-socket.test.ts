// What a page's line to a pool makes of a bridge's behaviour; that it carries shares is seen with a real one in a browser.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parsePoolAddress } from '../../../../src/source/index.ts';
import { connectWebSocket } from '../../../../src/source/pool/web-socket.ts';

const { address } = parsePoolAddress('ws://127.0.0.1:8080/?token=pool');

/** A browser's socket, as far as it is used. */
class TestSocket {
  static readonly OPEN = 1;
  static last: TestSocket;
  readonly protocols: readonly string[];
  readyState = 0;
  bufferedAmount = 0;
  binaryType = '';
  isClosed = false;
  onopen = () => {};
  onerror = () => {};
  onmessage = (_event: { readonly data: unknown }) => {};
  onclose = (_event: { readonly wasClean: boolean; readonly code: number; readonly reason: string }) => {};

  constructor(_url: string, protocols: readonly string[]) {
    this.protocols = protocols;
    TestSocket.last = this;
  }

  open(): void {
    this.readyState = TestSocket.OPEN;
    this.onopen();
  }

  send({ length }: Uint8Array): void {
    this.bufferedAmount += length;
  }

  close(): void {
    this.isClosed = true;
    this.onclose({ wasClean: false, code: 1006, reason: '' });
  }
}

async function connected() {
  const closes: (string | null)[] = [];
  const texts: string[] = [];
  const connecting = connectWebSocket(
    address,
    {
      onBytes: (bytes) => texts.push(new TextDecoder().decode(bytes)),
      onClose: (problem) => closes.push(problem),
    },
    new AbortController().signal,
  );
  TestSocket.last.open();
  return { socket: await connecting, remote: TestSocket.last, closes, texts };
}

beforeEach(() => vi.stubGlobal('WebSocket', TestSocket));
afterEach(() => vi.unstubAllGlobals());

describe('a bridge', () => {
  it('that takes what is sent but passes nothing on is left before memory is full', async () => {
    const { socket, remote, closes } = await connected();
    let sent = 0;
    for (; !remote.isClosed && sent < 100; sent++) socket.send('x'.repeat(100_000));
    expect(sent).toBe(11);
    expect(closes).toEqual(['the pool does not read what it is sent']);
  });

  it('that opens and ends without a word from a pool says where to look', async () => {
    const { remote, closes } = await connected();
    remote.onclose({ wasClean: true, code: 1011, reason: 'Failed to connect\u0007 to target' });
    expect(closes).toEqual([
      'the bridge opened, but no pool spoke behind it (Failed to connect to target): look at the host and port that it leads to',
    ]);
  });

  it.each([
    [{ wasClean: true, code: 1000, reason: '' }, null],
    [{ wasClean: false, code: 1006, reason: '' }, 'the bridge cut the connection'],
    [{ wasClean: true, code: 1001, reason: 'going' }, 'the bridge cut the connection (going)'],
  ])('behind which a pool has spoken ends with %j: %s', async (event, problem) => {
    const { remote, closes, texts } = await connected();
    remote.onmessage({ data: new TextEncoder().encode('{}\n').buffer });
    remote.onmessage({ data: 'text' });
    remote.onclose(event);
    expect([texts, closes]).toEqual([['{}\n', 'text'], [problem]]);
  });

  it('that wants a subprotocol is asked with the usual one', async () => {
    const connecting = connectWebSocket(
      address,
      { onBytes: () => {}, onClose: () => {} },
      new AbortController().signal,
    );
    const first = TestSocket.last;
    first.onerror();
    await vi.waitUntil(() => TestSocket.last !== first);
    TestSocket.last.open();
    await connecting;
    expect([first.protocols, TestSocket.last.protocols]).toEqual([[], ['binary']]);
  });
});
