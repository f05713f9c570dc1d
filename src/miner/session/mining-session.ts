// A mining session: a chain, a crew of engines, a clock that runs while they hash, and immutable snapshots of it all.
// It knows no page and no platform: what it needs is handed to it. Here is what may be asked of it.

import { displayHash, formatCount, formatNumber, formatPercent } from '../../primitives/index.ts';
import { readBlock, tamperWith } from './block-detail.ts';
import type { SessionHost } from './session-host.ts';
import { SessionWorks } from './session-works.ts';
import {
  assertChainChoice,
  assertSettings,
  type ChainChoice,
  defaultEngines,
  rememberedSettings,
} from './settings.ts';
import type { BlockDetail, MiningSettings, MiningSnapshot, TamperResult } from './snapshot.ts';

/** Drives it all. One instance for a page's whole life. */
export class MiningSession {
  readonly #host: SessionHost;
  readonly #works: SessionWorks;

  /** @param onSnapshot - told of each. */
  constructor(host: SessionHost, onSnapshot: (snapshot: MiningSnapshot) => void) {
    this.#host = host;
    this.#works = new SessionWorks(host, onSnapshot);
  }

  /** The latest. */
  get snapshot(): MiningSnapshot {
    return this.#works.snapshot;
  }

  /** Looks at the machine and reads the stored chain; then it is ready. */
  async open(): Promise<void> {
    this.#works.setStep('Reading the stored chain');
    const [detected, remembered] = await Promise.all([
      this.#host.engines.detect(),
      this.#host.memory.read(),
      this.#works.keeper.open(),
    ]);
    this.#works.detected = detected;
    this.#works.settings = {
      ...this.#works.settings,
      engines: defaultEngines(detected),
      ...rememberedSettings(remembered),
    };
    const { chain } = this.#works.keeper;
    if (chain !== null && remembered?.searched?.after === displayHash(chain.tip.hash)) {
      this.#works.keeper.searchedSec = remembered.searched.seconds;
    }
    this.#works.step = '';
    this.#works.setState('ready');
    if (this.#works.isOn) this.#works.begin();
  }

  /** Begins hashing, or makes another try after a failure; while the session opens, as soon as it has. */
  start(): void {
    if (this.#works.isOn) return;
    this.#works.isOn = true;
    this.#works.pausedBy = null;
    if (this.#works.state !== 'opening') this.#works.begin();
  }

  /** Ends hashing and closes the engines. */
  async stop(): Promise<void> {
    if (!this.#works.isOn) return;
    this.#works.isOn = false;
    this.#works.pausedBy = null;
    if (this.#works.state === 'opening') return;
    this.#works.setState('stopping');
    const closing = this.#works.end();
    await this.#works.inTurn(async () => {
      await closing;
      if (!this.#works.isOn) this.#works.setState('ready');
    });
  }

  /** Rests, engines stay open. A user's wish is not overridden by a hidden page or a battery. */
  pause(by: 'user' | 'hidden' | 'battery'): void {
    if (!this.#works.isOn || this.#works.pausedBy === 'user') return;
    this.#works.pausedBy = by;
    this.#works.run?.pause();
    this.#works.remember();
    this.#works.settle();
  }

  resume(): void {
    if (this.#works.pausedBy === null) return;
    this.#works.pausedBy = null;
    this.#works.run?.resume();
    this.#works.settle();
  }

  /**
   * Changes settings while it goes on.
   *
   * @throws {RangeError} for what is no such setting; nothing has changed then.
   */
  configure(change: Partial<Pick<MiningSettings, 'engines' | 'intensity' | 'rival'>>): void {
    assertSettings(change);
    const { engines, intensity, rival } = change;
    const before = this.#works.settings;
    this.#works.settings = { ...before, ...change };
    if (intensity !== undefined && intensity !== before.intensity) {
      this.#works.crew.setDuty(intensity);
      this.#works.mark(`intensity ${formatPercent(intensity, 2)}`);
    }
    if (rival !== undefined && rival !== before.rival) {
      this.#works.run?.setRival(rival);
      this.#works.mark(rival === 0 ? 'no rival' : `rival of ${formatNumber(rival)} ×`);
    }
    if (engines !== undefined && this.#works.isOn) this.#works.crew.choose(engines);
    this.#works.remember();
    // Those chosen may still be opening while nothing else is left that hashes.
    this.#works.settle();
  }

  /**
   * Ends the present chain and begins another one: at once while it mines, else with the next start.
   *
   * @throws {RangeError} for what no rule can run with.
   */
  async newChain({ rule, spacingSec, windowBlocks }: ChainChoice): Promise<void> {
    const choice = { rule, spacingSec, windowBlocks };
    assertChainChoice(choice);
    await this.#works.changeChain(async () => {
      await this.#works.keeper.discard();
      this.#works.settings = { ...this.#works.settings, ...choice };
    });
  }

  /**
   * Puts an exported chain in the place of the present one.
   *
   * @throws {Error} with one sentence; nothing is lost then.
   */
  async importChain(file: Uint8Array): Promise<void> {
    await this.#works.changeChain(async () => {
      await this.#works.keeper.import(file);
    });
  }

  /** @throws {Error} with one sentence where there is no chain, or it cannot be read. */
  exportChain(): Promise<Uint8Array> {
    return this.#works.keeper.export();
  }

  /** @returns null where the best chain has no block of this height. */
  readBlock(height: number): BlockDetail | null {
    const { chain } = this.#works.keeper;
    return chain === null ? null : readBlock(chain, height, this.snapshot.chain?.blocks ?? []);
  }

  /**
   * Works out what another text in a block would do; changes nothing.
   *
   * @throws {Error} with one sentence where it cannot be worked out.
   */
  tamper(height: number, message: string): TamperResult {
    const { chain } = this.#works.keeper;
    if (chain === null) throw new Error('There is no chain yet: start mining first.');
    return tamperWith(chain, height, message, this.#works.run?.hashrateHps ?? 0);
  }

  /**
   * Rewrites history: mines another block at a height, with another text, and others after it until they have more work.
   *
   * @throws {Error} with one sentence where that cannot be begun.
   */
  remine(height: number, message: string): void {
    const { chain } = this.#works.keeper;
    if (chain === null || this.#works.run === null)
      throw new Error('Nothing is being mined: press Start first.');
    // Says what is wrong with height or text.
    tamperWith(chain, height, message, 0);
    this.#works.run.remine(chain.at(height - 1)!, message);
    this.#works.mark(`history is rewritten from block ${formatCount(height)} on`);
    this.#works.tell();
  }

  cancelRemine(): void {
    this.#works.run?.cancelRemine();
    this.#works.tell();
  }

  dismissNotice(id: number): void {
    this.#works.board.dismiss(id);
    this.#works.tell();
  }

  /** Stops and closes the store; the session is over. */
  async close(): Promise<void> {
    await this.stop();
    await this.#works.inTurn(() => this.#works.keeper.close());
  }
}
