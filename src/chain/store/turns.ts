/** One thing after the other: what a store writes waits for what it writes already. */

/** Runs tasks in the order in which they came, each when the one before has ended, well or badly. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  /** @returns what the task returns. */
  run<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task);
    // The failure is its caller's; the next in line only wants to know that it is over.
    this.#last = turn.catch(() => {});
    return turn;
  }
}
