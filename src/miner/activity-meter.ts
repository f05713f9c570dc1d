// How long something was at work, when several parts of it may be at once.

/** Adds up the time in which at least one of several overlapping tasks was under way. Times are of any one clock. */
export class ActivityMeter {
  #underWay = 0;
  #sinceMs = 0;
  #doneMs = 0;

  /** Whether a task is under way. */
  get isActive(): boolean {
    return this.#underWay > 0;
  }

  begin(nowMs: number): void {
    if (this.#underWay++ === 0) this.#sinceMs = nowMs;
  }

  end(nowMs: number): void {
    if (--this.#underWay === 0) this.#doneMs += nowMs - this.#sinceMs;
  }

  /** @returns milliseconds until now; what is under way counts up to now. */
  activeMs(nowMs: number): number {
    return this.#doneMs + (this.#underWay > 0 ? nowMs - this.#sinceMs : 0);
  }
}
