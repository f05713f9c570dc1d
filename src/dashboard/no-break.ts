// Sentences with figures in them: a number and its unit are not torn apart at the end of a line.

/** Puts a no-break space after each number. */
export function noBreak(text: string): string {
  return text.replace(/(\d) (?=\S)/gu, '$1\u00a0');
}
