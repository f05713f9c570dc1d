// The way from a page to a pool: Debian's websockify, as the README starts it. A token file says where it may lead, so that
// it is no open relay.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** It is started within about half a second. */
const START_MS = 20_000;
const TRY_MS = 50;

/** A websockify that runs. */
export class Bridge {
  readonly port: number;
  readonly #child: ChildProcess;
  readonly #directory: string;
  #output = '';

  private constructor(port: number, child: ChildProcess, directory: string) {
    this.port = port;
    this.#child = child;
    this.#directory = directory;
    const note = (text: Buffer) => {
      this.#output += text.toString();
    };
    child.stdout!.on('data', note);
    child.stderr!.on('data', note);
  }

  /**
   * Starts websockify on 127.0.0.1.
   *
   * @param program - its path.
   * @param targets - port of a pool on this machine, by token.
   */
  static async start(program: string, targets: Readonly<Record<string, number>>): Promise<Bridge> {
    const directory = await mkdtemp(join(tmpdir(), 'proofworks-bridge-'));
    const file = join(directory, 'tokens');
    const lines = Object.entries(targets).map(([token, port]) => `${token}: 127.0.0.1:${port}\n`);
    await writeFile(file, lines.join(''));
    const port = await freePort();
    const args = ['--token-plugin', 'TokenFile', '--token-source', file, `127.0.0.1:${port}`];
    // In a group of its own: it has a process for each connection, and all of them are ended together.
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const bridge = new Bridge(port, child, directory);
    try {
      await bridge.#listens();
    } catch (error) {
      await bridge.close();
      throw error;
    }
    return bridge;
  }

  /** All that it has said. */
  get output(): string {
    return this.#output;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** @returns the address for a page. */
  url(token: string): string {
    return `ws://127.0.0.1:${this.port}/?token=${token}`;
  }

  /** Ends it, and every connection through it. */
  async close(): Promise<void> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid !== undefined) {
      const hasEnded = exitCode !== null || signalCode !== null;
      const ended = hasEnded ? undefined : new Promise((resolve) => this.#child.once('exit', resolve));
      try {
        process.kill(-pid, 'SIGKILL');
      } catch (error) {
        // The group is empty: all have ended already.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
      }
      await ended;
    }
    await rm(this.#directory, { recursive: true });
  }

  async #listens(): Promise<void> {
    const failed = new Promise<never>((_, reject) => {
      this.#child.once('error', reject);
      this.#child.once('exit', () => reject(new Error(`websockify ended: ${this.#output}`)));
    });
    failed.catch(() => {});
    const end = Date.now() + START_MS;
    while (!(await Promise.race([answers(this.port), failed]))) {
      if (Date.now() > end) throw new Error(`websockify does not listen: ${this.#output}`);
      await setTimeout(TRY_MS);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { readonly port: number };
      server.close(() => resolve(port));
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
