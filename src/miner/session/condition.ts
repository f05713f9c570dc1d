// Waiting until something is so, where whoever may have made it so says when to look.

/** Lets some wait. */
export class Condition {
  #waiting: (() => void)[] = [];

  /** Something may have become so. */
  look(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }

  /**
   * Resolves when it is so.
   *
   * @throws the signal's reason on abort.
   */
  async until(isSo: () => boolean, signal: AbortSignal): Promise<void> {
    while (!isSo()) {
      signal.throwIfAborted();
      await new Promise<void>((resolve, reject) => {
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.push(() => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        });
      });
    }
  }
}
