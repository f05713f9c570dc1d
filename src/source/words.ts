// What pools and nodes say to people, made fit to be shown: they are strangers.

const MOST_CHARACTERS = 200;
/** A shorter password, as in the usual `x`, is no secret, and would be found in every other word. */
const SHORTEST_SECRET = 3;

/**
 * A stranger's text in one short line, without control characters and without one's own password, should it be repeated.
 *
 * @param secret - A password; none unless given.
 */
export function cleanWords(text: string, secret = ''): string {
  const shown = secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, '…');
  const plain = shown.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  return plain.length <= MOST_CHARACTERS ? plain : `${plain.slice(0, MOST_CHARACTERS - 1)}…`;
}
