// What tables show and files save: columns and rows as plain data.

import type { TemplateResult } from 'lit';
import { formatCount, formatNumber } from '../../primitives/index.ts';

/** A column. */
export interface TableColumn {
  /** Key of its cells; also the heading in a CSV file, so its unit stands last in it: `rate_hps`. */
  readonly id: string;
  readonly label: string;
  /** Set to the right, in figures of equal width. */
  readonly isNumber?: boolean;
  /** Said in grey under the label. */
  readonly note?: string;
  /** Writes a cell that is a number; without it, a whole one is written out and others with four digits. */
  readonly format?: (value: number) => string;
}

/** What a cell holds: null for nothing, a number to be written by its column, or a piece of page. */
export type TableCell = string | number | null | TemplateResult;

/** Cells by their columns' ids; a missing one is empty. */
export type TableRow = Readonly<Record<string, TableCell>>;

/** A table. */
export interface TableData {
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

/** Writes a cell; a piece of page is left as it is. */
export function cellContent(cell: TableCell | undefined, column: TableColumn): string | TemplateResult {
  if (cell === null || cell === undefined) return '–';
  if (typeof cell !== 'number') return cell;
  if (column.format !== undefined) return column.format(cell);
  return Number.isInteger(cell) ? formatCount(cell) : formatNumber(cell, 4);
}
