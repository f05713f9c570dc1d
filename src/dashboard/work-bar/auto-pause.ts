// Mining rests by itself while nobody sees the page and while a battery discharges, unless the person wants otherwise.

import type { MiningSnapshot } from '../../miner/index.ts';
import type { PreferenceStore, Preferences } from '../preferences.ts';
import type { SessionClient } from '../session/session-client.ts';

/** What speaks for a pause. */
export interface Surroundings {
  readonly isHidden: boolean;
  /** False where the browser does not tell. */
  readonly isDischarging: boolean;
}

/** Why to rest; null for no reason. */
export function restReason(
  { isHidden, isDischarging }: Surroundings,
  { minesHidden, minesOnBattery }: Pick<Preferences, 'minesHidden' | 'minesOnBattery'>,
): 'hidden' | 'battery' | null {
  if (isDischarging && !minesOnBattery) return 'battery';
  return isHidden && !minesHidden ? 'hidden' : null;
}

/**
 * What to tell the session when surroundings change: a pause by hand stays one, and only a pause made here is ended here.
 *
 * @returns the reason to pause for, `resume`, or null for nothing.
 */
export function restCommand(
  { state, pausedBy }: Pick<MiningSnapshot, 'state' | 'pausedBy'>,
  reason: 'hidden' | 'battery' | null,
): 'hidden' | 'battery' | 'resume' | null {
  if (state === 'mining' || state === 'waiting') return reason;
  if (state !== 'paused' || pausedBy === 'user') return null;
  return reason === null ? 'resume' : null;
}

/** What `navigator.getBattery` gives where it exists: Chrome's browsers. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean;
}

/** Mining that can be made to rest: a session, or the Pool page's. */
export interface RestableMining {
  readonly snapshot: Pick<MiningSnapshot, 'state' | 'pausedBy'>;
  readonly role: SessionClient['role'];
  subscribe(listener: (snapshot: Pick<MiningSnapshot, 'state'>) => void): () => void;
  pause(by: 'hidden' | 'battery'): void;
  resume(): void;
}

/** Watches page and battery, and pauses and resumes mining. */
export class AutoPause {
  readonly #session: RestableMining;
  readonly #preferences: PreferenceStore;
  readonly #ends: (() => void)[] = [];
  #battery: BatteryManager | null = null;
  /** The last reason acted upon: a person may resume in spite of it. */
  #reason: 'hidden' | 'battery' | null = null;
  #state: MiningSnapshot['state'] | null = null;

  constructor(session: RestableMining, preferences: PreferenceStore) {
    this.#session = session;
    this.#preferences = preferences;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#look);
    this.#ends.push(
      () => document.removeEventListener('visibilitychange', this.#look),
      this.#preferences.subscribe(this.#look),
      // Mining may begin on a battery.
      this.#session.subscribe(({ state }) => {
        // A pool may be late with its work.
        const isUnderWay = state === 'mining' || state === 'waiting';
        const hasBegun = isUnderWay && (this.#state === 'starting' || this.#state === null);
        this.#state = state;
        if (hasBegun) this.#act(this.#surroundings());
      }),
    );
    void this.#findBattery();
  }

  stop(): void {
    for (const end of this.#ends.splice(0)) end();
  }

  async #findBattery(): Promise<void> {
    const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> };
    try {
      this.#battery = (await getBattery?.call(navigator)) ?? null;
    } catch {
      return; // Refused by a policy: then only the page's visibility counts.
    }
    this.#battery?.addEventListener('chargingchange', this.#look);
    this.#ends.push(() => this.#battery?.removeEventListener('chargingchange', this.#look));
    this.#look();
  }

  #surroundings(): 'hidden' | 'battery' | null {
    const isDischarging = this.#battery !== null && !this.#battery.charging;
    return restReason({ isHidden: document.hidden, isDischarging }, this.#preferences.value);
  }

  readonly #look = (): void => {
    const reason = this.#surroundings();
    if (reason !== this.#reason) this.#act(reason);
  };

  #act(reason: 'hidden' | 'battery' | null): void {
    this.#reason = reason;
    if (this.#session.role !== 'own') return;
    const command = restCommand(this.#session.snapshot, reason);
    if (command === 'resume') this.#session.resume();
    else if (command !== null) this.#session.pause(command);
  }
}
