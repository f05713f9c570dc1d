// Keeps one's own name and password out of what a node says: an error may repeat them, and words are shown and logged.
// Nothing else may change: a password may be a piece of a hash or a word of the answer, and work hangs on both.

/** Shorter ones are found in every other word. */
const SHORTEST = 3;
/** Signs in a row that stand for nothing else by chance, whatever they are. */
const TELLING_LENGTH = 16;

const IN_PLACE = '…';

/** What must not be shown, and how it is taken out. */
export class SecretKeeper {
  readonly #forms: readonly string[];

  /** @param secret - `user:password`, as it is sent. */
  constructor(secret: string) {
    const password = secret.slice(secret.indexOf(':') + 1);
    const sent = Buffer.from(secret).toString('base64');
    const forms = [sent, secret, password].flatMap((form) => [form, asInJson(form)]);
    this.#forms = [...new Set(forms)].filter(({ length }) => length >= SHORTEST);
  }

  /** Takes it out of the text of an answer before that is read, where it can be nothing else. */
  clearText(text: string): string {
    return this.#clear(text, isTelling);
  }

  /** Takes it out of words for people, whatever else it could be. */
  clearWords(words: string): string {
    return this.#clear(words, () => true);
  }

  #clear(text: string, isMeant: (form: string) => boolean): string {
    return this.#forms.filter(isMeant).reduce((cleared, form) => cleared.replaceAll(form, IN_PLACE), text);
  }
}

/** As it stands between the quotes of JSON. */
function asInJson(form: string): string {
  return JSON.stringify(form).slice(1, -1);
}

/**
 * Whether an answer holds such signs only as somebody's secret. Short ones of hexadecimal digits may be a piece of a
 * transaction or a hash, those of letters alone a word of the answer, and those without letters its brackets and commas.
 */
function isTelling(form: string): boolean {
  return form.length >= TELLING_LENGTH || (/(?![a-f])\p{L}/iu.test(form) && /[^a-z_]/iu.test(form));
}
