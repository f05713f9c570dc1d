// A real node for tests: bcoin 1.0.2, unmodified, in a process of its own, on regtest and in memory. It listens on loopback
// alone and connects to nobody.

import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const CHILD = fileURLToPath(new URL('child.cjs', import.meta.url));
const START_LIMIT_MS = 30_000;
const CALL_LIMIT_MS = 60_000;
/** In every URL and request of these tests: none of it may turn up in what the program says. */
export const BCOIN_KEY = 'secret-of-the-test-node';

/** A running node. */
export class BcoinNode {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(port: number, child: ChildProcess) {
    this.port = port;
    this.#child = child;
  }

  /**
   * Starts a node and waits until it answers.
   *
   * @param options - `port`: where an earlier node was; otherwise any that is free.
   */
  static async start(options: { readonly port?: number } = {}): Promise<BcoinNode> {
    const port = options.port ?? (await freePort());
    const args = [
      '--network=regtest',
      '--memory',
      '--no-wallet',
      '--http-host=127.0.0.1',
      `--http-port=${port}`,
      `--api-key=${BCOIN_KEY}`,
      '--workers=false',
      '--listen=false',
      '--only=127.0.0.1:1',
      '--log-file=false',
      '--log-console=false',
    ];
    const child = spawn(process.execPath, [CHILD, ...args], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, NODE_BACKEND: 'js', NODE_OPTIONS: '' },
    });
    let errors = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-2000);
    });
    const node = new BcoinNode(port, child);
    const began = performance.now();
    for (;;) {
      if (child.exitCode !== null) throw new Error(`bcoin ended at once: ${errors}`);
      try {
        await node.call('getblockcount');
        return node;
      } catch (error) {
        if (performance.now() - began > START_LIMIT_MS) {
          await node.stop();
          throw new Error(`bcoin did not answer within ${START_LIMIT_MS} ms: ${errors}`, { cause: error });
        }
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** With the key in it, as a user would write it. */
  get url(): string {
    return `http://x:${BCOIN_KEY}@127.0.0.1:${this.port}`;
  }

  /** Calls the node without the code that is tested. */
  async call<T = unknown>(method: string, ...params: readonly unknown[]): Promise<T> {
    const [result] = await this.calls<T>([{ method, params }]);
    return result as T;
  }

  /** Many calls in one request, answered in their order. */
  async calls<T = unknown>(
    commands: readonly { readonly method: string; readonly params: readonly unknown[] }[],
  ): Promise<readonly T[]> {
    const response = await fetch(`http://127.0.0.1:${this.port}/`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`x:${BCOIN_KEY}`).toString('base64')}`,
      },
      body: JSON.stringify(commands.map((command, id) => ({ ...command, id }))),
      signal: AbortSignal.timeout(CALL_LIMIT_MS),
    });
    const answers = (await response.json()) as { result: T; error: { message: string } | null }[];
    return answers.map(({ result, error }, i) => {
      if (error !== null) throw new Error(`${commands[i]!.method}: ${error.message}`);
      return result;
    });
  }

  /** Mines blocks with the node's own miner, as if somebody else had found them. */
  mine(count: number, address: string): Promise<readonly string[]> {
    return this.call('generatetoaddress', count, address);
  }

  /** Kills the process, as a crash would, and waits for its end. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGKILL');
    await ended;
  }
}

/** A port of loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}
