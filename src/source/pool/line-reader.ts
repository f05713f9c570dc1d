// From bytes as they come to the lines that Stratum is made of: chunks split lines and join them as they please.

import { concatBytes } from '../../primitives/index.ts';

/** The longest line: a job with thousands of payouts has some hundred kilobytes. What is longer is no Stratum. */
export const MAX_LINE_BYTES = 2 ** 20;

const NEW_LINE = 0x0a;
const MOST_PARTS = 1024;

/** Cuts a stream into lines. Never holds more than one line. */
export class LineReader {
  readonly #onLine: (line: string) => void;
  readonly #decoder = new TextDecoder();
  #held: Uint8Array[] = [];
  #heldBytes = 0;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /**
   * Takes what came. Bytes are copied where they have to be held.
   *
   * @throws {RangeError} if a line is too long; the stream is of no use then.
   */
  push(bytes: Uint8Array): void {
    let start = 0;
    for (let end = bytes.indexOf(NEW_LINE); end >= 0; end = bytes.indexOf(NEW_LINE, start)) {
      this.#hold(bytes.subarray(start, end));
      start = end + 1;
      this.#tell();
    }
    // A copy: Node's own slices share their memory.
    if (start < bytes.length) this.#hold(new Uint8Array(bytes.subarray(start)));
  }

  #hold(bytes: Uint8Array): void {
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > MAX_LINE_BYTES) {
      throw new RangeError(`the pool sent a line of more than ${MAX_LINE_BYTES} bytes`);
    }
    this.#held.push(bytes);
    // A line that comes byte by byte would be a million arrays.
    if (this.#held.length >= MOST_PARTS) this.#held = [concatBytes(...this.#held)];
  }

  #tell(): void {
    const line = this.#held.map((part) => this.#decoder.decode(part, { stream: true })).join('');
    const text = (line + this.#decoder.decode()).trim();
    this.#held = [];
    this.#heldBytes = 0;
    if (text !== '') this.#onLine(text);
  }
}
