// Real sockets on the loopback: what is said when nobody answers, and how a line ends.

import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { parsePoolAddress, type SocketListener } from '../../../../src/source/index.ts';
import { connectTcp } from '../../../../src/source/pool/tcp-socket.ts';

const servers: Server[] = [];
const peers: Socket[] = [];

afterEach(async () => {
  for (const peer of peers.splice(0)) peer.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

/** @returns the port. */
function listen(onPeer: (peer: Socket) => void): Promise<number> {
  const server = createServer((peer) => {
    peers.push(peer);
    peer.on('error', () => {});
    onPeer(peer);
  });
  servers.push(server);
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
  });
}

const addressOf = (port: number, scheme = 'stratum+tcp') =>
  parsePoolAddress(`${scheme}://127.0.0.1:${port}`).address;

function hearing() {
  const heard: Buffer[] = [];
  let onClose: (problem: string | null) => void = () => {};
  const closed = new Promise<string | null>((resolve) => {
    onClose = resolve;
  });
  const listener: SocketListener = { onBytes: (bytes) => heard.push(Buffer.from(bytes)), onClose };
  return { listener, closed, text: () => Buffer.concat(heard).toString() };
}

describe('a TCP line', () => {
  it('carries bytes both ways and tells that the other side hung up', async () => {
    const { listener, closed, text } = hearing();
    const port = await listen((peer) => {
      peer.on('data', (bytes) => peer.end(`you said ${bytes}`));
    });
    const socket = await connectTcp(addressOf(port), listener, new AbortController().signal);
    socket.send('moin');
    expect(await closed).toBeNull();
    expect(text()).toBe('you said moin');
    socket.send('nobody hears this');
    socket.close();
  });

  it('says in one sentence that it was cut', async () => {
    const { listener, closed } = hearing();
    const port = await listen((peer) => {
      peer.on('data', () => peer.resetAndDestroy());
    });
    const socket = await connectTcp(addressOf(port), listener, new AbortController().signal);
    socket.send('x');
    expect(await closed).toBe('the pool cut the connection');
  });

  it('is hung up, and what was sent before arrives', async () => {
    const { listener, closed } = hearing();
    const said = new Promise<string>((resolve) => {
      void listen((peer) => {
        let text = '';
        peer.on('data', (bytes) => {
          text += bytes;
        });
        peer.on('end', () => resolve(text));
      }).then(async (port) => {
        const socket = await connectTcp(addressOf(port), listener, new AbortController().signal);
        socket.send('the last share\n');
        socket.close();
      });
    });
    expect(await said).toBe('the last share\n');
    expect(await closed).toBeNull();
  });

  it('to a pool that does not read is cut before it fills the memory', async () => {
    const { listener, closed } = hearing();
    const port = await listen((peer) => peer.pause());
    const socket = await connectTcp(addressOf(port), listener, new AbortController().signal);
    for (let i = 0; i < 500; i++) socket.send('x'.repeat(65_536));
    expect(await closed).toBe('the pool does not read what it is sent');
  });

  it('is not made where nobody listens', async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => servers.pop()!.close(resolve));
    await expect(
      connectTcp(addressOf(port), hearing().listener, new AbortController().signal),
    ).rejects.toThrow(/^nobody answers at this host and port$/u);
  });

  it('is not made after an abort', async () => {
    const port = await listen(() => {});
    const end = new AbortController();
    const opening = connectTcp(addressOf(port), hearing().listener, end.signal);
    end.abort(new Error('enough'));
    await expect(opening).rejects.toThrow('enough');
  });

  it('of TLS is not made with what does not speak it', async () => {
    const port = await listen((peer) => {
      peer.on('data', () => peer.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
    });
    await expect(
      connectTcp(addressOf(port, 'stratum+ssl'), hearing().listener, new AbortController().signal),
    ).rejects.toThrow('what answers there does not speak TLS');
  });

  it('is none for a bridge', async () => {
    const { address } = parsePoolAddress('ws://127.0.0.1:1');
    await expect(connectTcp(address, hearing().listener, new AbortController().signal)).rejects.toThrow(
      /ws:\/\/ is for the page/u,
    );
  });
});
