// A session's chain and where it is kept: opened, begun anew, exported, imported; in memory where nothing can be kept.

import {
  type ChainFile,
  type ChainStore,
  ChainStoreError,
  DamagedStoreError,
  MemoryStore,
  readChainFile,
  type StoredBlock,
  writeChainFile,
} from '../../chain/index.ts';
import { describePrivateChain, PrivateChain, type PrivateChainOptions } from '../../source/index.ts';
import { ChainView } from './chain-view.ts';
import { ForgivingStore } from './forgiving-store.ts';
import { sentence } from './sentence.ts';
import type { SessionHost } from './session-host.ts';
import type { SessionNotice } from './snapshot.ts';

/** What a keeper is handed. */
export interface KeeperParts {
  readonly host: Pick<SessionHost, 'openStore' | 'deleteStore' | 'hash'>;
  readonly say: (tone: SessionNotice['tone'], heading: string, text: string) => void;
  /** Told after each hundred blocks of a chain that is read. */
  readonly onProgress: (blocks: number) => Promise<void>;
  /** Told when another chain is kept, or none. */
  readonly onChain: (chain: PrivateChain | null) => void;
}

/** Keeps one chain. */
export class ChainKeeper {
  readonly #parts: KeeperParts;
  /** The browser's, open; null where it cannot be opened. It stays open whatever is kept elsewhere: its lock is ours. */
  #browser: ForgivingStore | null = null;
  /** Where the chain is, or the next one is put; null where that is a memory of its own. */
  #store: ForgivingStore | null = null;
  #chain: PrivateChain | null = null;
  #view: ChainView | null = null;
  /** The user was told that what is stored is damaged, and that a new chain takes its place. */
  #mayDelete = false;
  /** Seconds for which the block after the tip has been searched, while nobody searches it. */
  searchedSec = 0;
  /** Blocks that came too late, in runs that are over. */
  staleBlocks = 0;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Null while there is none. */
  get chain(): PrivateChain | null {
    return this.#chain;
  }

  /** Null while there is no chain. */
  get view(): ChainView | null {
    return this.#view;
  }

  get kept(): 'browser' | 'memory' {
    return this.#browser !== null && this.#store === this.#browser && this.#browser.isKeeping
      ? 'browser'
      : 'memory';
  }

  /** Opens the stored chain, if there is one. It never rejects: what is wrong is said, and memory takes the place. */
  async open(): Promise<void> {
    const { host, say } = this.#parts;
    let store: ChainStore;
    try {
      store = await host.openStore();
    } catch (error) {
      if (error instanceof DamagedStoreError) this.#sayDamaged(error);
      else this.#fallBack(error, 'Nothing can be kept here');
      return;
    }
    for (const notice of store.notices) say('note', 'The stored chain was mended', notice);
    this.#browser = this.#forgiving(store);
    this.#store = this.#browser;
    if (store.description === null) return;
    try {
      this.#adopt(await PrivateChain.open(this.#chainParts(this.#store)));
    } catch (error) {
      if (!(error instanceof ChainStoreError)) throw error;
      this.#store = null;
      this.#sayUnreadable(error, 'A new chain, or an import, takes its place.');
    }
  }

  /** The present chain is over: the next one may take its place. */
  async discard(): Promise<void> {
    this.#adopt(null);
    // Perhaps it can be kept now.
    if (this.#browser === null) await this.#reopen();
    this.#store = this.#browser;
  }

  /**
   * Begins a chain in the place of what there was.
   *
   * @throws {RangeError} if the rule is unknown or a parameter is out of its range.
   */
  async begin(options: PrivateChainOptions): Promise<PrivateChain> {
    const next = { description: describePrivateChain(options), blocks: [] };
    if (this.#store !== null) {
      try {
        return await this.#put(next, this.#store);
      } catch (error) {
        this.#fallBack(error, 'The new chain cannot be kept');
      }
    }
    return this.#put(next, this.#forgiving(new MemoryStore()));
  }

  /** @throws {Error} with one sentence where there is nothing to export, or it cannot be read. */
  async export(): Promise<Uint8Array> {
    const chain = this.#chain;
    if (chain === null || this.#store === null) throw new Error('There is no chain yet: start mining first.');
    const blocks: StoredBlock[] = [];
    try {
      for await (const block of this.#store.readBlocks()) blocks.push(block);
    } catch (error) {
      throw new Error(sentence((error as Error).message), { cause: error });
    }
    return writeChainFile(chain.description, blocks);
  }

  /**
   * Puts an exported chain in the place of the present one.
   *
   * @throws {Error} with one sentence where the file is none, or its blocks break the rules; nothing is lost then.
   */
  async import(file: Uint8Array): Promise<PrivateChain> {
    try {
      const next = readChainFile(file);
      return await this.#put(next, this.#browser ?? this.#store ?? this.#forgiving(new MemoryStore()));
    } catch (error) {
      if (!(error instanceof ChainStoreError || error instanceof RangeError)) throw error;
      throw new Error(sentence(error.message), { cause: error });
    }
  }

  async close(): Promise<void> {
    await this.#chain?.close();
    await this.#browser?.close();
  }

  /** Puts a chain into a store, in the place of what is there. */
  async #put(next: ChainFile, store: ForgivingStore): Promise<PrivateChain> {
    const chain =
      this.#chain === null || store !== this.#store
        ? await PrivateChain.replace(this.#chainParts(store), next)
        : await this.#chain.replaceWith(next, this.#parts.onProgress);
    this.#store = store;
    this.#adopt(chain);
    return chain;
  }

  /** Tries once more to have the browser's store. A chain that it holds was never shown here, so it is let be. */
  async #reopen(): Promise<void> {
    const { host, say } = this.#parts;
    try {
      const store = await host.openStore().catch(async (error: unknown) => {
        if (!(error instanceof DamagedStoreError && this.#mayDelete)) throw error;
        await host.deleteStore();
        return host.openStore();
      });
      if (store.description === null) {
        this.#browser = this.#forgiving(store);
        return;
      }
      await store.close();
      say(
        'bad',
        'The new chain cannot be kept',
        'The browser keeps a chain that could not be opened before; it is left as it is. The new one is kept in this tab’s memory: it is gone when the tab is closed. Reload the page to go on with the kept one.',
      );
    } catch (error) {
      if (!(error instanceof ChainStoreError)) throw error;
      // Anything else was said when it could not be opened the first time.
      if (error instanceof DamagedStoreError) this.#sayDamaged(error);
    }
  }

  #sayDamaged(error: DamagedStoreError): void {
    this.#mayDelete = true;
    this.#sayUnreadable(error, 'A new chain takes its place.');
  }

  /** @param way - the sentence that says what takes the stored chain's place. */
  #sayUnreadable(error: ChainStoreError, way: string): void {
    this.#parts.say(
      'bad',
      'The stored chain cannot be read',
      `${sentence(error.message)} It is left as it is; what is mined now is kept in this tab’s memory. ${way}`,
    );
  }

  #adopt(chain: PrivateChain | null): void {
    this.#chain = chain;
    this.#view = chain === null ? null : new ChainView(chain);
    this.searchedSec = 0;
    this.staleBlocks = 0;
    this.#parts.onChain(chain);
  }

  /** @throws the error if it does not come from the store. */
  #fallBack(error: unknown, heading: string): void {
    if (!(error instanceof ChainStoreError)) throw error;
    this.#parts.say(
      'bad',
      heading,
      `${sentence(error.message)} The chain is kept in this tab’s memory: it is gone when the tab is closed.`,
    );
    this.#store = null;
  }

  #forgiving(store: ChainStore): ForgivingStore {
    return new ForgivingStore(store, (error) =>
      this.#parts.say(
        'bad',
        'New blocks can no longer be kept',
        `${sentence(error.message)} Mining goes on: blocks from here on are in this tab’s memory. An export holds all of them.`,
      ),
    );
  }

  #chainParts(store: ChainStore) {
    const { host, onProgress } = this.#parts;
    return { store, progress: onProgress, ...(host.hash === undefined ? {} : { hash: host.hash }) };
  }
}
