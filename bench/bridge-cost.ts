// What does a page's connection cost the machine that bridges it? websockify has a process of its own for each: a number of
// them is opened to a port that only listens, and their memory is read.

import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import { Bridge } from '../test/pool/bridge.ts';
import { ensureWebsockify } from '../test/setup/install-websockify.ts';
import type { Findings } from './measure.ts';

const CONNECTIONS = 50;
const SETTLE_MS = 3000;
const KB_PER_MB = 1000;

export async function bridgeCost(): Promise<Findings> {
  const peers = new Set<Socket>();
  const server = createServer((peer) => void peers.add(peer));
  const port = await listen(server);
  const bridge = await Bridge.start(await ensureWebsockify(), { pool: port });
  try {
    const alone = await memoryOf(bridge.pid);
    const lines = await Promise.all(Array.from({ length: CONNECTIONS }, () => upgrade(bridge.url('pool'))));
    while (peers.size < CONNECTIONS) await sleep(50);
    await sleep(SETTLE_MS);
    const all = await memoryOf(bridge.pid);
    for (const line of lines) line.destroy();
    return {
      figures: [
        { what: 'connections through websockify', value: peers.size, atLeast: CONNECTIONS },
        { what: 'processes for them', value: all.processes - alone.processes },
        {
          what: 'MB of memory for each, shared pages divided among those that share them',
          value: (all.kb - alone.kb) / KB_PER_MB / CONNECTIONS,
        },
      ],
      details: { alone, all },
    };
  } finally {
    await bridge.close();
    for (const peer of peers) peer.destroy();
    server.close();
  }
}

/** The proportional set size of a process and all below it (Linux, `smaps_rollup`). */
async function memoryOf(pid: number): Promise<{ readonly processes: number; readonly kb: number }> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  let processes = 1;
  let kb = Number(/^Pss:\s+(\d+) kB$/mu.exec(rollup)?.[1]);
  for (const child of children.split(' ').filter((text) => text.trim() !== '')) {
    const below = await memoryOf(Number(child));
    processes += below.processes;
    kb += below.kb;
  }
  return { processes, kb };
}

/** Opens a WebSocket and keeps it. */
function upgrade(url: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': Buffer.alloc(16, 1).toString('base64'),
    };
    const asked = request(url.replace(/^ws/u, 'http'), { headers });
    asked.on('upgrade', (_answer, socket: Socket) => resolve(socket));
    asked.on('error', reject);
    asked.end();
  });
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { readonly port: number }).port));
  });
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
