// Tabs of one browser, without a browser: real sessions in virtual time behind real messages, locks and a channel that
// work as the platform's do.

import { PageSession } from '../../../../src/dashboard/session/page-session.ts';
import type {
  FromSession,
  FromWatchers,
  SessionPort,
  ToSession,
  ToWatchers,
} from '../../../../src/dashboard/session/protocol.ts';
import { createSessionServer } from '../../../../src/dashboard/session/serve-session.ts';
import { SnapshotTeller } from '../../../../src/dashboard/session/snapshot-teller.ts';
import type { WatchChannel } from '../../../../src/dashboard/session/tab-watch.ts';
import { MiningSession, type RememberedSession } from '../../../../src/miner/index.ts';
import { VirtualTime } from '../../engine/support.ts';
import { createSession, type Surroundings } from '../../miner/session/support.ts';

type Grant = (lock: Lock | null) => unknown;

/** Locks of one origin. Whoever holds one gives it back when `release` is called with its owner. */
export class FakeLocks {
  readonly #held = new Map<string, { readonly owner: string; readonly free: () => void }>();
  readonly #queue: { readonly name: string; readonly owner: string; readonly grant: () => void }[] = [];
  /** Site data are blocked: every request is refused. */
  areForbidden = false;

  /** The locks as one tab or worker sees them. */
  of(owner: string): Pick<LockManager, 'request' | 'query'> {
    const request = (name: string, options: LockOptions, callback: Grant): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (this.areForbidden) return reject(new DOMException('Request denied.', 'SecurityError'));
        const entry = {
          name,
          owner,
          grant: () => {
            this.#held.set(name, { owner, free: () => resolve(undefined) });
            Promise.resolve(callback({ name, mode: 'exclusive' })).then((value) => {
              this.#free(name);
              resolve(value);
            }, reject);
          },
        };
        options.signal?.addEventListener('abort', () => {
          const at = this.#queue.indexOf(entry);
          if (at < 0) return;
          this.#queue.splice(at, 1);
          reject(options.signal?.reason);
        });
        this.#queue.push(entry);
        this.#grant();
      });
    return {
      request: ((name: string, ...rest: [Grant] | [LockOptions, Grant]) =>
        rest.length === 1
          ? request(name, {}, rest[0])
          : request(name, rest[0], rest[1])) as LockManager['request'],
      query: async () => ({ held: [...this.#held.keys()].map((name) => ({ name })), pending: [] }),
    };
  }

  /** A tab or a worker ends. */
  release(owner: string): void {
    for (const [name, lock] of this.#held) if (lock.owner === owner) this.#held.delete(name);
    for (const entry of [...this.#queue]) {
      if (entry.owner === owner) this.#queue.splice(this.#queue.indexOf(entry), 1);
    }
    this.#grant();
  }

  #free(name: string): void {
    this.#held.delete(name);
    this.#grant();
  }

  #grant(): void {
    for (const entry of [...this.#queue]) {
      if (this.#held.has(entry.name)) continue;
      this.#queue.splice(this.#queue.indexOf(entry), 1);
      entry.grant();
    }
  }
}

/** A browser with one chain and any number of tabs. */
export class FakeBrowser {
  readonly time = new VirtualTime();
  readonly locks = new FakeLocks();
  readonly #surroundings: Surroundings;
  readonly #channels = new Set<{ listener: (message: FromWatchers | ToWatchers) => void; owner: string }>();
  remembered: RememberedSession | null = null;
  workers = 0;

  constructor(surroundings: Surroundings = {}) {
    this.#surroundings = surroundings;
  }

  /** Opens a tab. */
  open(name: string) {
    const workers: { readonly name: string; readonly die: () => void }[] = [];
    const client = new PageSession({
      startWorker: () => {
        const worker = this.#startWorker(`${name} worker ${++this.workers}`);
        workers.push(worker);
        return worker.port;
      },
      openChannel: () => this.#channel(name),
      locks: this.locks.of(name),
      whenIdle: (task) => task(),
      every: this.time.every,
      randomWord: () => String(this.workers),
      memory: {
        read: () => this.remembered,
        write: (remembered) => {
          this.remembered = remembered;
        },
        readTuned: () => ({}),
        writeTuned: () => {},
      },
      kernel: null,
      retune: false,
    });
    return {
      client,
      /** Kills the session's worker, as a browser does that runs out of memory: nobody is told. */
      kill: () => workers.at(-1)!.die(),
      close: () => {
        for (const worker of workers) worker.die();
        this.locks.release(name);
        for (const channel of this.#channels) if (channel.owner === name) this.#channels.delete(channel);
      },
    };
  }

  /** Lets time pass, and messages arrive. */
  async pass(ms: number): Promise<void> {
    await this.time.run(this.time.sleep(ms));
    // Real clocks stand behind a lock's patience.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }

  #channel(owner: string): WatchChannel {
    const own = { listener: (_message: FromWatchers | ToWatchers) => {}, owner };
    this.#channels.add(own);
    return {
      post: (message) => this.#broadcast(own, message),
      onMessage: (listener) => {
        own.listener = listener;
      },
      close: () => void this.#channels.delete(own),
    };
  }

  #broadcast(from: object, message: FromWatchers | ToWatchers): void {
    const copy = structuredClone(message);
    for (const channel of this.#channels) if (channel !== from) queueMicrotask(() => channel.listener(copy));
  }

  #startWorker(name: string) {
    const { time } = this;
    let isDead = false;
    let toPage = (_message: FromSession) => {};
    const { host } = createSession({ ...this.#surroundings, time });
    const channel = { listener: (_message: FromWatchers | ToWatchers) => {}, owner: name };
    this.#channels.add(channel);
    const post = (message: FromSession) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        if (!isDead) toPage(copy);
      });
    };
    const teller = new SnapshotTeller({
      post,
      postToWatchers: (message) => {
        if (!isDead) this.#broadcast(channel, message);
      },
      clock: time.clock,
    });
    channel.listener = (message) => {
      if (message.type === 'watch' && !isDead) teller.onWatch(message.needsWhole);
    };
    const session: { current: MiningSession | null } = { current: null };
    const receive = createSessionServer(({ opening }) => {
      this.locks
        .of(name)
        .request(opening.lifeLock, () => {
          post({ type: 'alive' });
          return new Promise(() => {});
        })
        .catch(() => {});
      session.current = new MiningSession(
        {
          ...host,
          memory: {
            read: async () => opening.remembered,
            write: async (remembered) => post({ type: 'remember', remembered }),
          },
        },
        (snapshot) => teller.tell(snapshot),
      );
      return session.current;
    }, post);
    const port: SessionPort = {
      post: (message: ToSession) => {
        const copy = structuredClone(message);
        queueMicrotask(() => {
          if (!isDead) receive(copy);
        });
      },
      onMessage: (listener) => {
        toPage = listener;
      },
      onFailure: () => {},
      terminate: () => die(),
    };
    const die = () => {
      if (isDead) return;
      isDead = true;
      this.#channels.delete(channel);
      this.locks.release(name);
      // What a worker leaves behind: nothing that runs.
      void session.current?.stop();
    };
    return { name, port, die };
  }
}
