// The lower end of a terminal: a block of lines that is drawn again in place, and above it what scrolls away.

import { cutText, plainText, textWidth } from './text.ts';

/** How a line looks. Colour is for what is wrong and what stands behind; nothing depends on it. */
export type Tone = 'plain' | 'dim' | 'bad';

/** A line of a block. */
export interface BlockLine {
  readonly text: string;
  readonly tone: Tone;
}

/** What a screen needs of a stream, as `process.stderr` has it. */
export interface TerminalStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
  write(text: string): unknown;
}

const ESCAPE = '\x1b[';
const COLOURS: Readonly<Record<Tone, string>> = { plain: '', dim: '2', bad: '31' };

/** Where a terminal does not say how large it is. */
export const USUAL_COLUMNS = 80;
const USUAL_ROWS = 24;

/** Draws a block at the end of what was written. Everything else that is written to the terminal goes through `above`. */
export class Screen {
  readonly #stream: TerminalStream;
  readonly #hasColour: boolean;
  #lines: readonly BlockLine[] = [];
  /** Widths of the lines that stand there. */
  #drawn: readonly number[] = [];

  /** @param hasColour - false where the user wants none (https://no-color.org). */
  constructor(stream: TerminalStream, hasColour: boolean) {
    this.#stream = stream;
    this.#hasColour = hasColour;
  }

  /** Whether the stream is a terminal; elsewhere a block is not drawn. */
  get isTerminal(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Columns that a line may have: one less than the terminal, whose last one makes some of them wrap. */
  get columns(): number {
    return Math.max(1, (this.#stream.columns || USUAL_COLUMNS) - 1);
  }

  /** Draws a block in the place of the last; none removes it. Lines are cut where they are too wide or too many. */
  show(lines: readonly BlockLine[]): void {
    this.#lines = lines;
    this.#write(this.#erasure() + this.#drawing());
  }

  /**
   * Writes a line above the block.
   *
   * @param write - writes the line, to this stream or to another that ends at the same terminal.
   */
  above(write: () => void): void {
    this.#write(this.#erasure());
    write();
    this.#write(this.#drawing());
  }

  #write(text: string): void {
    if (text !== '') this.#stream.write(text);
  }

  #drawing(): string {
    if (!this.isTerminal) return '';
    const fitting = this.#lines
      .slice(0, Math.max(1, (this.#stream.rows || USUAL_ROWS) - 1))
      .map(({ text, tone }) => ({ text: cutText(plainText(text), this.columns), tone }));
    this.#drawn = fitting.map(({ text }) => textWidth(text));
    return fitting.map((line) => `${this.#painted(line)}\n`).join('');
  }

  /** Back to the block's first line, and nothing from there on. Lines have wrapped where the terminal became narrower. */
  #erasure(): string {
    if (this.#drawn.length === 0) return '';
    const drawn = this.#drawn;
    this.#drawn = [];
    const columns = this.columns + 1;
    const rows = drawn.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
    return `${ESCAPE}${rows}A\r${ESCAPE}J`;
  }

  #painted({ text, tone }: BlockLine): string {
    const colour = COLOURS[tone];
    return this.#hasColour && colour !== '' ? `${ESCAPE}${colour}m${text}${ESCAPE}0m` : text;
  }
}
