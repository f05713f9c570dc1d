// The block at the end of a terminal, looked at through a terminal of our own that understands what the screen writes.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlockLine, Screen, type TerminalStream } from '../../../../src/cli/terminal/screen.ts';
import { cutText, plainText, textWidth } from '../../../../src/cli/terminal/text.ts';

const SEED = 20_090_103;

/** Understands text, line feeds, cursor up, and "clear from here". */
class Terminal implements TerminalStream {
  readonly isTTY = true;
  columns: number;
  rows = 24;
  lines: string[] = [''];
  row = 0;
  raw = '';

  constructor(columns: number) {
    this.columns = columns;
  }

  write(text: string): void {
    this.raw += text;
    for (const [part] of text.matchAll(/\p{Cc}\[\d*[A-Zm]|\p{Cc}|\P{Cc}+/gu)) this.#take(part);
  }

  #take(part: string): void {
    if (part === '\n') {
      this.row++;
      this.lines[this.row] ??= '';
    } else if (part.endsWith('A') && part.startsWith('\x1b')) this.row -= Number(part.slice(2, -1));
    else if (part === '\x1b[J') this.lines = [...this.lines.slice(0, this.row), ''];
    else if (part !== '\r' && !part.startsWith('\x1b')) this.lines[this.row] += part;
    expect(this.row).toBeGreaterThanOrEqual(0);
  }
}

const lines = (...texts: string[]): BlockLine[] => texts.map((text) => ({ text, tone: 'plain' }));

describe('Screen', () => {
  it('draws a block in the place of the last, and what is above it stays', () => {
    const terminal = new Terminal(40);
    const screen = new Screen(terminal, false);
    screen.show(lines('one', 'two', 'three'));
    screen.show(lines('1', '2'));
    expect(terminal.lines).toEqual(['1', '2', '']);
    screen.above(() => terminal.write('a notice\n'));
    expect(terminal.lines).toEqual(['a notice', '1', '2', '']);
    screen.show(lines('3'));
    expect(terminal.lines).toEqual(['a notice', '3', '']);
    screen.show([]);
    expect(terminal.lines).toEqual(['a notice', '']);
  });

  it('cuts lines that are too wide, and leaves those that do not fit below', () => {
    const terminal = new Terminal(11);
    terminal.rows = 3;
    const screen = new Screen(terminal, false);
    screen.show(lines('0123456789', '0123456789a', 'c'));
    expect(terminal.lines).toEqual(['0123456789', '012345678…', '']);
  });

  it('finds its first line again where the terminal became narrower', () => {
    const terminal = new Terminal(41);
    const screen = new Screen(terminal, false);
    screen.show(lines('x'.repeat(40), 'short'));
    terminal.columns = 20;
    // As a terminal does that wraps what stands there.
    terminal.lines = ['x'.repeat(20), 'x'.repeat(20), 'short', ''];
    terminal.row = 3;
    screen.show(lines('new'));
    expect(terminal.lines).toEqual(['new', '']);
  });

  it('colours where colour is wanted', () => {
    const block: BlockLine[] = [{ text: 'wrong', tone: 'bad' }];
    const [plain, coloured] = [new Terminal(40), new Terminal(40)];
    new Screen(plain, false).show(block);
    new Screen(coloured, true).show(block);
    expect(plain.raw).toBe('wrong\n');
    expect(coloured.raw).toBe('\x1b[31mwrong\x1b[0m\n');
  });

  it('lets no stranger move the cursor', () => {
    const terminal = new Terminal(40);
    new Screen(terminal, false).show(lines('pool\x1b[2Jsays\nhi\u202e'));
    expect(terminal.raw).toBe('pool [2Jsays hi \n');
  });

  it('draws nothing where there is no terminal', () => {
    let written = '';
    const screen = new Screen({ write: (text: string) => (written += text) }, true);
    screen.show(lines('one'));
    screen.above(() => (written += 'notice'));
    expect(written).toBe('notice');
    expect(screen.isTerminal).toBe(false);
  });
});

describe('text', () => {
  it.each([
    ['abc', 3],
    ['矿池', 4],
    ['e\u0301', 1],
    ['⛏️', 1],
    ['🎉', 2],
    ['', 0],
  ])('%j takes %d columns', (text, width) => {
    expect(textWidth(text)).toBe(width);
  });

  it('is cut where it is too wide, never wider than asked', () => {
    expect(cutText('abcd', 4)).toBe('abcd');
    expect(cutText('abcde', 4)).toBe('abc…');
    expect(cutText('矿池矿', 5)).toBe('矿池…');
    expect(cutText('矿池矿', 4)).toBe('矿…');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, width) => {
        expect(textWidth(cutText(text, width))).toBeLessThanOrEqual(width);
      }),
      { seed: SEED },
    );
  });

  it('holds no control characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(plainText(text)).not.toMatch(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u);
      }),
      { seed: SEED },
    );
  });
});
