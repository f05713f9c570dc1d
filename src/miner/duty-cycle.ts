// How long an engine rests between ranges, so that it works the wanted part of the time.

/**
 * What rests came too long is worked off again, so that coarse timers do not lower the duty; but not more than this: a
 * machine that slept for an hour is not to work for one without a rest.
 */
const MOST_BEHIND_MS = 2000;

/** Follows one engine's work and rests from a moment on. Times are milliseconds of one clock. */
export class DutyCycle {
  #duty = 1;
  #fromMs = 0;
  #fromActiveMs = 0;

  /** The part of the time that is wanted, in (0, 1], since the last `restart`. */
  get duty(): number {
    return this.#duty;
  }

  /**
   * Forgets what was and begins anew.
   *
   * @param activeMs - the engine's whole time at work until now.
   */
  restart(duty: number, nowMs: number, activeMs: number): void {
    this.#duty = duty;
    this.#fromMs = nowMs;
    this.#fromActiveMs = activeMs;
  }

  /**
   * @param activeMs - the engine's whole time at work until now.
   * @returns the rest that is due; below zero where it has rested too long.
   */
  restMs(nowMs: number, activeMs: number): number {
    const dueMs = (activeMs - this.#fromActiveMs) / this.#duty - (nowMs - this.#fromMs);
    if (dueMs >= -MOST_BEHIND_MS) return dueMs;
    this.#fromMs -= dueMs + MOST_BEHIND_MS;
    return -MOST_BEHIND_MS;
  }
}
