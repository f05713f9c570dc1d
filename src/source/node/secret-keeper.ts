// Keeps one's own name and password out of what a node says: an error may repeat them, and words are shown and logged.

/** Shorter ones are found in every other word. */
const SHORTEST = 3;
/** Hexadecimal digits in a row that stand for nothing else by chance. */
const TELLING_HEX = 16;

const IN_PLACE = '…';

/** What must not be shown, and how it is taken out. */
export class SecretKeeper {
  readonly #forms: readonly string[];

  /** @param secret - `user:password`, as it is sent. */
  constructor(secret: string) {
    const password = secret.slice(secret.indexOf(':') + 1);
    const sent = Buffer.from(secret).toString('base64');
    this.#forms = [sent, secret, password].filter(({ length }) => length >= SHORTEST);
  }

  /**
   * Takes it out of the text of an answer before it is read. A short one of hexadecimal digits alone stays: it may be a piece
   * of a transaction.
   */
  clearText(text: string): string {
    return this.#clear(text, (form) => form.length >= TELLING_HEX || /[^0-9a-f]/iu.test(form));
  }

  /** Takes it out of words, which hold no transactions. */
  clearWords(words: string): string {
    return this.#clear(words, () => true);
  }

  #clear(text: string, isMeant: (form: string) => boolean): string {
    return this.#forms.filter(isMeant).reduce((cleared, form) => cleared.replaceAll(form, IN_PLACE), text);
  }
}
