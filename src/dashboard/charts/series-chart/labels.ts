// Where words stand so that none covers another.

/**
 * Moves labels along a line apart, each as little as possible, keeping their order.
 *
 * @param wanted - Middles, px.
 * @param size - Of one label along the line, px.
 * @param from - Start of the room, px.
 * @param to - End of the room; labels that do not fit at all go past it.
 * @returns Middles in the order given.
 */
export function spreadLabels(
  wanted: readonly number[],
  size: number,
  from: number,
  to: number,
): readonly number[] {
  const order = wanted.map((_, index) => index).toSorted((a, b) => wanted[a]! - wanted[b]!);
  const placed = new Array<number>(wanted.length).fill(0);
  let free = from + size / 2;
  for (const index of order) {
    placed[index] = Math.max(free, Math.min(wanted[index]!, to - size / 2));
    free = placed[index]! + size;
  }
  let limit = to - size / 2;
  for (const index of order.toReversed()) {
    if (placed[index]! <= limit) break;
    placed[index] = limit;
    limit -= size;
  }
  // More than there is room for: begin at the start rather than before it.
  const over = from + size / 2 - Math.min(...placed);
  return over > 0 ? placed.map((middle) => middle + over) : placed;
}

/** A word in a row. */
export interface PlacedWord {
  readonly start: number;
  /** Row from the top. */
  readonly row: number;
}

/**
 * Puts words beside vertical lines: right of them, left where there is no room, in the first row that is free; null for
 * a word that no row holds.
 *
 * @param words - Line and width, px, in the order of their weight.
 */
export function placeWords(
  words: readonly { readonly at: number; readonly width: number }[],
  room: { readonly from: number; readonly to: number; readonly rows: number },
): readonly (PlacedWord | null)[] {
  const gap = 6;
  const rows: { start: number; end: number }[][] = Array.from({ length: room.rows }, () => []);
  return words.map(({ at, width }) => {
    const right = at + gap;
    const start = right + width <= room.to ? right : Math.max(room.from, at - gap - width);
    const end = start + width;
    const row = rows.findIndex((taken) =>
      taken.every((one) => end + gap <= one.start || start >= one.end + gap),
    );
    if (row < 0) return null;
    rows[row]?.push({ start, end });
    return { start, row };
  });
}

/**
 * Puts words one after another in rows.
 *
 * @param widths - Of the words, px.
 * @returns Where each begins; one wider than the room has a row of its own.
 */
export function flowWords(widths: readonly number[], room: number, gap: number): readonly PlacedWord[] {
  let start = 0;
  let row = 0;
  return widths.map((width) => {
    if (start > 0 && start + width > room) {
      start = 0;
      row++;
    }
    const place = { start, row };
    start += width + gap;
    return place;
  });
}

/** Shortens a text with an ellipsis until it fits. */
export function shortened(text: string, width: number, measure: (text: string) => number): string {
  if (measure(text) <= width) return text;
  for (let length = text.length - 1; length > 1; length--) {
    const short = `${text.slice(0, length).trimEnd()}…`;
    if (measure(short) <= width) return short;
  }
  return '…';
}
