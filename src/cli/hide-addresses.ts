// What a mistake's sentence must not repeat: an address that stands in the wrong place, with the password in it.

/** A name, a colon, a password and an `@` with a host behind it; `gpu:unrolled@80` and `1%@80` are steps of a schedule. */
const ADDRESS = /:.*@(?!\d+(,|$))/su;
const HIDDEN = 'an address';
/** Shorter pieces would be found in words that are none. */
const FEWEST_CHARS = 4;

/**
 * A sentence without the addresses that hold a password, whole or in the pieces that lists and schedules are read in.
 *
 * @param sentence - about one of the words.
 * @param words - the command line.
 */
export function hideAddresses(sentence: string, words: readonly string[]): string {
  const addresses = words
    .flatMap((word) => [word, word.slice(word.indexOf('=') + 1)])
    .filter((word) => ADDRESS.test(word));
  const pieces = addresses.flatMap((address) =>
    address
      .slice(0, address.lastIndexOf('@'))
      .split(/[,@]/u)
      .filter(({ length }) => length >= FEWEST_CHARS),
  );
  return [...addresses, ...pieces].reduce((text, part) => text.replaceAll(part, HIDDEN), sentence);
}
