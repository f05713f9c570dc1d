// How much room text takes on a terminal, and what of it may go there at all: names and messages come from strangers.

/** Drawn over the character before them. */
const NARROW = /\p{Mn}|\p{Me}|\u200d|[\ufe00-\ufe0f]/u;

/** Drawn two columns wide: East Asian scripts, their full-width forms, pictures (after Unicode's UAX #11). */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{17000}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;

/** Columns that one character (code point) takes. */
function widthOf(character: string): number {
  return NARROW.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
}

/** Columns that a text takes on a terminal. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

/** @returns The text, or its beginning and `…` where it is wider. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let left = width - 1;
  for (const character of text) {
    left -= widthOf(character);
    if (left < 0) break;
    cut += character;
  }
  return width < 1 ? '' : `${cut}…`;
}

/** The text in one line, without what would move a terminal's cursor, colour it, or turn its writing round. */
export function plainText(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}
