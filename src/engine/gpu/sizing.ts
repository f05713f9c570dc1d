// How many nonces a dispatch gets, so that it lasts as long as wanted: learned from what the last ones took.

/** Few enough to last under a millisecond on any GPU. */
const FIRST_NONCES = 2 ** 12;
const MAX_NONCES = 2 ** 31;
/** Hard limit of a dispatch: drivers reset a device that answers late, browsers then block the page. */
const MAX_DISPATCH_MS = 100;

/**
 * Growth follows the rate of many dispatches together, each weighing so much of the one after it. Answers that a busy host
 * hears late and all at once make the last of them look done in no time: each alone would double the next one, and three of
 * these in flight last longer than a desktop, or a new job, should wait.
 */
const MEMORY = 0.9;

/** Learns the size of a dispatch. Doubles from a small start, then follows the measured rate. */
export class DispatchSizer {
  readonly #wantedMs: number;
  /** Of the dispatches that say something about the rate, older ones weighing less. */
  #learnedNonces = 0;
  #learnedMs = 0;
  #nonces = FIRST_NONCES;
  #lastDoneMs = Number.NEGATIVE_INFINITY;

  /** @throws {RangeError} if the wanted length is not within 1 to 100 ms. */
  constructor(wantedMs: number) {
    if (!(wantedMs >= 1 && wantedMs <= MAX_DISPATCH_MS)) {
      throw new RangeError(`"dispatchMs" expected 1 to ${MAX_DISPATCH_MS}, got ${wantedMs}`);
    }
    this.#wantedMs = wantedMs;
  }

  /** Nonces for the next dispatch, at least 1. */
  get nonces(): number {
    return this.#nonces;
  }

  /**
   * Learns from a dispatch that was done.
   *
   * @param submittedMs - when it was handed to the device.
   * @param doneMs - when its answer came; both on one clock.
   */
  learn(nonces: number, submittedMs: number, doneMs: number): void {
    // With several in flight, a dispatch begins when the one before it ends.
    const tookMs = Math.max(doneMs - Math.max(submittedMs, this.#lastDoneMs), 0.01);
    this.#lastDoneMs = doneMs;
    if (nonces < this.#nonces / 2) return; // a remainder says little about the rate
    this.#learnedNonces = this.#learnedNonces * MEMORY + nonces;
    this.#learnedMs = this.#learnedMs * MEMORY + tookMs;
    const alone = (nonces * this.#wantedMs) / tookMs;
    const together = (this.#learnedNonces * this.#wantedMs) / this.#learnedMs;
    const wanted = alone <= this.#nonces ? alone : together;
    this.#nonces = Math.floor(Math.max(1, Math.min(wanted, this.#nonces * 2, MAX_NONCES)));
  }
}
