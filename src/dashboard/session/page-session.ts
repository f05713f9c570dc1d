// The session that a page has: its own, in a worker, or another tab's, which it watches.

import type {
  BlockDetail,
  MiningSnapshot,
  RememberedSession,
  SessionNotice,
  TamperResult,
} from '../../miner/index.ts';
import { OPENING_SNAPSHOT } from './opening-snapshot.ts';
import { type SessionCall, type SessionCalls, type SessionPort, TAB_LOCK } from './protocol.ts';
import type { NewChain, PauseReason, SessionClient, SettingsChange } from './session-client.ts';
import { SessionLink } from './session-link.ts';
import { TabWatch, type WatchChannel } from './tab-watch.ts';

/** A tab that is being reloaded holds the lock for a moment longer. */
const PATIENCE_MS = 700;
/** Numbers of the page's own notices begin here: the session's are smaller. */
const FIRST_NOTICE_ID = 2 ** 40;
const MOST_NOTICES = 5;

const ENDED = 'The mining session has ended: press Start to go on from the stored chain.';
const WATCHES = 'Another tab mines this chain: use that one, or close it and take over here.';

/** What a page session is handed. */
export interface PageSessionParts {
  readonly startWorker: () => SessionPort;
  readonly openChannel: () => WatchChannel;
  /** Null where there are none: pages without a secure context, whose chain is kept nowhere. */
  readonly locks: Pick<LockManager, 'request' | 'query'> | null;
  /** Calls back once the page is drawn and has nothing better to do. */
  readonly whenIdle: (task: () => void) => void;
  /** Calls back again and again; returns what ends it. */
  readonly every: (ms: number, callback: () => void) => () => void;
  /** Another word at each call. */
  readonly randomWord: () => string;
  /** What is remembered between visits. */
  readonly memory: {
    readonly read: () => RememberedSession | null;
    readonly write: (remembered: RememberedSession) => void;
    readonly readTuned: () => Readonly<Record<string, string>>;
    readonly writeTuned: (adapter: string, variant: string) => void;
  };
  readonly kernel: string | null;
  readonly retune: boolean;
}

/** A {@link SessionClient} for one page's life. */
export class PageSession implements SessionClient {
  readonly #parts: PageSessionParts;
  readonly #listeners = new Set<(snapshot: MiningSnapshot) => void>();
  /** Null also once the browser has refused one: a page whose site data are blocked. */
  #locks: PageSessionParts['locks'];
  #role: SessionClient['role'] = 'own';
  #canTakeOver = false;
  #link: SessionLink | null = null;
  #watch: TabWatch | null = null;
  /** Resolves once it is known whose session it is; null before anybody wanted to know. */
  #decided: Promise<void> | null = null;
  /** What the session said last, and what this page has to say besides. */
  #told: MiningSnapshot = OPENING_SNAPSHOT;
  #notices: readonly SessionNotice[] = [];
  #nextNoticeId = FIRST_NOTICE_ID;
  #snapshot: MiningSnapshot = OPENING_SNAPSHOT;

  constructor(parts: PageSessionParts) {
    this.#parts = parts;
    this.#locks = parts.locks;
    parts.whenIdle(() => {
      this.#decided ??= this.#decide();
    });
  }

  get snapshot(): MiningSnapshot {
    return this.#snapshot;
  }

  get role(): SessionClient['role'] {
    return this.#role;
  }

  get canTakeOver(): boolean {
    return this.#canTakeOver;
  }

  subscribe(listener: (snapshot: MiningSnapshot) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  start(): void {
    this.#start().catch((error: Error) => this.#say('That cannot be started here', error.message));
  }

  stop(): void {
    this.#link?.post({ type: 'stop' });
  }

  pause(by: PauseReason): void {
    this.#link?.post({ type: 'pause', by });
  }

  resume(): void {
    this.#link?.post({ type: 'resume' });
  }

  configure(change: SettingsChange): void {
    this.#set('configure', change).catch((error: Error) => this.#say('That cannot be set', error.message));
  }

  async newChain(choice: NewChain): Promise<void> {
    await this.#set('newChain', choice);
  }

  readBlock(height: number): Promise<BlockDetail | null> {
    return this.#ask('readBlock', height);
  }

  tamper(height: number, message: string): Promise<TamperResult> {
    return this.#ask('tamper', { height, message });
  }

  async remine(height: number, message: string): Promise<void> {
    await this.#ask('remine', { height, message });
  }

  cancelRemine(): void {
    this.#link?.post({ type: 'cancel-remine' });
  }

  exportChain(): Promise<Uint8Array> {
    return this.#ask('exportChain', null);
  }

  async importChain(file: Uint8Array): Promise<void> {
    await this.#ask('importChain', file);
  }

  takeOver(): void {
    if (!this.#canTakeOver) return;
    // A second try beside this one would wait in vain for the lock that this one has, and end up watching.
    this.#canTakeOver = false;
    this.#decide().catch((error: Error) => this.#say('That cannot be taken over here', error.message));
  }

  dismissNotice(id: number): void {
    this.#notices = this.#notices.filter((notice) => notice.id !== id);
    this.#link?.post({ type: 'dismiss-notice', id });
    this.#tell();
  }

  /** Finds out whether the session is this tab's, and opens it or watches. */
  async #decide(): Promise<void> {
    if (await this.#takeLock()) {
      this.#watch?.close();
      this.#watch = null;
      this.#role = 'own';
      this.#canTakeOver = false;
      this.#openLink();
      this.#tell();
      return;
    }
    this.#role = 'watching';
    this.#canTakeOver = false;
    this.#watch ??= new TabWatch({
      channel: this.#parts.openChannel(),
      locks: this.#locks!,
      every: this.#parts.every,
      onSnapshot: (snapshot) => this.#hear(snapshot),
      onFree: (isFree) => {
        this.#canTakeOver = isFree;
        this.#tell();
      },
    });
    this.#tell();
  }

  /**
   * @returns whether this tab has the lock now, for as long as it lives; true, too, where there are no locks: a chain
   *   that is kept nowhere is nobody else's.
   */
  #takeLock(): Promise<boolean> {
    const locks = this.#locks;
    if (locks === null) return Promise.resolve(true);
    return new Promise((resolve) => {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const held = locks.request(TAB_LOCK, { signal }, () => {
        resolve(true);
        return new Promise<never>(() => {});
      });
      held.catch((error: unknown) => {
        if (error === signal.reason) return resolve(false);
        this.#locks = null;
        resolve(true);
      });
    });
  }

  #openLink(): SessionLink {
    const { startWorker, memory, kernel, retune, randomWord } = this.#parts;
    const link = new SessionLink({
      port: startWorker(),
      locks: this.#locks,
      opening: {
        lifeLock: `proofworks-session-${randomWord()}`,
        tuned: memory.readTuned(),
        remembered: memory.read(),
        kernel,
        retune,
      },
      onSnapshot: (snapshot) => this.#hear(snapshot),
      onRemember: (message) => {
        if (message.type === 'remember') memory.write(message.remembered);
        else memory.writeTuned(message.adapter, message.variant);
      },
      onDeath: (error) => {
        if (this.#link !== link) return;
        this.#link = null;
        this.#told = { ...this.#told, state: 'failed', step: '', pausedBy: null, hashrateHps: 0 };
        this.#say(
          'The mining session has ended',
          `Something went wrong in it: ${error.message}. The chain is kept up to its last block; Start goes on from there.`,
        );
      },
    });
    this.#link = link;
    return link;
  }

  async #start(): Promise<void> {
    await this.#own();
    this.#openLine().post({ type: 'start' });
  }

  async #ask<Call extends SessionCall>(
    call: Call,
    takes: SessionCalls[Call]['takes'],
  ): Promise<SessionCalls[Call]['gives']> {
    await this.#own();
    if (this.#link === null) throw new Error(ENDED);
    return this.#link.ask(call, takes);
  }

  /** Sets what a session is to be; one that has ended is opened again for it, as for a start. */
  async #set<Call extends 'configure' | 'newChain'>(
    call: Call,
    takes: SessionCalls[Call]['takes'],
  ): Promise<void> {
    await this.#own();
    await this.#openLine().ask(call, takes);
  }

  /** A session that has ended is opened again. */
  #openLine(): SessionLink {
    return this.#link ?? this.#openLink();
  }

  /** @throws {Error} where the session is another tab's. */
  async #own(): Promise<void> {
    await (this.#decided ??= this.#decide());
    if (this.#role === 'watching') throw new Error(WATCHES);
  }

  #hear(snapshot: MiningSnapshot): void {
    this.#told = snapshot;
    this.#tell();
  }

  #say(heading: string, text: string): void {
    const id = this.#nextNoticeId++;
    this.#notices = [...this.#notices, { id, tone: 'bad' as const, heading, text }].slice(-MOST_NOTICES);
    this.#tell();
  }

  #tell(): void {
    const told = this.#told;
    this.#snapshot =
      this.#notices.length === 0 ? told : { ...told, notices: [...told.notices, ...this.#notices] };
    for (const listener of this.#listeners) listener(this.#snapshot);
  }
}
