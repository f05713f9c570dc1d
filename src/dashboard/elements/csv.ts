// Tables for spreadsheets: RFC 4180, numbers as they are.

import type { TableColumn, TableRow } from './table-data.ts';

/**
 * Writes rows as CSV.
 *
 * @param columns - Their ids are the headings.
 * @param rows - Numbers go out with all their digits; what is neither text nor a finite number is left empty.
 * @returns Lines that end with CR LF, the heading first.
 */
export function csvText(columns: readonly Pick<TableColumn, 'id'>[], rows: readonly TableRow[]): string {
  const heading = columns.map(({ id }) => csvCell(id));
  const lines = rows.map((row) => columns.map(({ id }) => csvCell(row[id])));
  return [heading, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function csvCell(cell: TableRow[string] | undefined): string {
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell) : '';
  if (typeof cell !== 'string') return '';
  return /[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
