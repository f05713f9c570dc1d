// Other people's words about a share: shown and counted, but never as long, as many or as wild as they like.

const MOST_CHARACTERS = 80;
const MOST_REASONS = 8;
/** What is beyond them is counted as one. */
const OTHER_REASONS = 'other reasons';

/** @returns the words on one line: no control, format or line characters, at most 80 characters. */
export function cleanReason(text: string): string {
  // What is cut off first could not be shown anyway.
  const legible = text.slice(0, MOST_CHARACTERS * 8).replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '');
  return [...legible.trim()].slice(0, MOST_CHARACTERS).join('') || 'no reason given';
}

/** Counts reasons: the first eight by their words, all others together. */
export class ReasonTally {
  readonly #counts = new Map<string, number>();
  #others = 0;
  #list: readonly { readonly reason: string; readonly count: number }[] = [];

  /** Most frequent first, the others last; the same array until a reason is added. */
  get list(): readonly { readonly reason: string; readonly count: number }[] {
    return this.#list;
  }

  /** @param reason - clean. */
  add(reason: string): void {
    const count = this.#counts.get(reason);
    if (reason === OTHER_REASONS || (count === undefined && this.#counts.size >= MOST_REASONS)) {
      this.#others++;
    } else {
      this.#counts.set(reason, (count ?? 0) + 1);
    }
    const named = [...this.#counts].map(([name, times]) => ({ reason: name, count: times }));
    named.sort((one, other) => other.count - one.count);
    this.#list = this.#others === 0 ? named : [...named, { reason: OTHER_REASONS, count: this.#others }];
  }
}
