/** Tables of comma-separated values with a heading, as the program ships them. */

/** One row; cells by the heading's names. */
export interface CsvRow {
  /** Of the file, from 1; the heading is line 1. */
  readonly line: number;
  /** The cell's text; empty for an empty cell. */
  text(name: string): string;
  /** The cell as a number; null for an empty cell. @throws {RangeError} for a text that is no number. */
  number(name: string): number | null;
  /** @throws {RangeError} with the table, the line and what was expected. */
  fail(expected: string): never;
}

/**
 * Reads a table (RFC 4180; line breaks inside quotes are not for these tables).
 *
 * @param table - What it is called in messages, for example "the table of prices".
 * @param names - Columns that it must have.
 * @throws {RangeError} if a column is missing or there twice, a row is not as long as the heading, or a quote is not closed.
 */
export function readCsv(table: string, text: string, names: readonly string[]): readonly CsvRow[] {
  const [heading = '', ...lines] = text.split(/\r?\n/u);
  const columns = splitCsvLine(heading);
  for (const name of names) {
    if (!columns.includes(name)) throw new RangeError(`${table} has no column ${name}`);
    if (columns.indexOf(name) !== columns.lastIndexOf(name)) {
      throw new RangeError(`${table} has the column ${name} twice`);
    }
  }
  return lines.flatMap((content, index): CsvRow[] => {
    if (content === '') return [];
    const cells = splitCsvLine(content);
    const line = index + 2;
    const fail = (expected: string): never => {
      throw new RangeError(`${table}, line ${line}: expected ${expected}`);
    };
    // Of a file that was cut off, the last cell may be all that shows it.
    if (content.split('"').length % 2 === 0) fail('quotes in pairs, got one that is not closed');
    if (cells.length !== columns.length) fail(`${columns.length} cells, got ${cells.length}`);
    const cellOf = (name: string) => cells[columns.indexOf(name)]!;
    return [
      {
        line,
        text: cellOf,
        number: (name) => {
          const cell = cellOf(name);
          if (cell === '') return null;
          const value = /^-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(cell) ? Number(cell) : Number.NaN;
          return Number.isFinite(value) ? value : fail(`a number as ${name}, got ${cell}`);
        },
        fail,
      },
    ];
  });
}

/** Splits at commas that stand outside quotes; a quote inside quotes is written twice. */
function splitCsvLine(line: string): readonly string[] {
  const cells: string[] = [];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/gu;
  for (const [, quoted, plain, end] of line.matchAll(pattern)) {
    cells.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'));
    if (end === '') break;
  }
  return cells;
}
