/** A few words in a block, as miners have left them since the first: in the coinbase's script, behind the extra nonce. */
import { equalBytes } from '../primitives/index.ts';
import { buildCoinbase, COINBASE_SCRIPT_BYTES, splitCoinbase } from './coinbase.ts';

/** Who built the block: it stands alone, or before a message that a slash ends. */
const PROGRAM = new TextEncoder().encode('/Proofworks/');
const END = '/';

/** Longest message, bytes of UTF-8: height, extra nonce, program and slash take up to 27 of a script's 100. */
export const MAX_MESSAGE_BYTES = COINBASE_SCRIPT_BYTES.max - 5 - 9 - PROGRAM.length - END.length;

/**
 * The tag of a coinbase that carries a message.
 *
 * @param message - Text without control characters; empty for none.
 * @returns the program's name, and the message behind it.
 * @throws {RangeError} if it is longer than `MAX_MESSAGE_BYTES` in UTF-8, or no such text.
 */
export function messageTag(message: string): Uint8Array {
  if (message === '') return PROGRAM.slice();
  // A lone half of a surrogate pair would come back as another character.
  if (/[\p{Cc}\p{Cs}]/u.test(message)) {
    throw new RangeError('"message" expected text without control characters');
  }
  const bytes = new TextEncoder().encode(message);
  if (bytes.length > MAX_MESSAGE_BYTES) {
    throw new RangeError(
      `"message" expected at most ${MAX_MESSAGE_BYTES} bytes of UTF-8, got ${bytes.length}`,
    );
  }
  return Uint8Array.of(...PROGRAM, ...bytes, ...new TextEncoder().encode(END));
}

/**
 * The message that a coinbase carries.
 *
 * @param coinbase - As serialised.
 * @returns null where it carries none, or another program built it.
 * @throws {RangeError} if it is no coinbase.
 */
export function coinbaseMessage(coinbase: Uint8Array): string | null {
  const tag = splitCoinbase(coinbase)?.tag;
  if (tag === undefined || tag.length <= PROGRAM.length) return null;
  if (!equalBytes(tag.subarray(0, PROGRAM.length), PROGRAM)) return null;
  const text = textOf(tag.subarray(PROGRAM.length));
  return text?.endsWith(END) ? text.slice(0, -END.length) || null : null;
}

/**
 * The same coinbase with another message: what changes in a block that is tampered with.
 *
 * @param coinbase - One that Proofworks built, as serialised.
 * @param message - As for `messageTag`.
 * @returns as serialised.
 * @throws {RangeError} if it is no such coinbase, or the message none.
 */
export function coinbaseWithMessage(coinbase: Uint8Array, message: string): Uint8Array {
  const fields = splitCoinbase(coinbase);
  if (fields === null) throw new RangeError('"coinbase" expected one that Proofworks built');
  return buildCoinbase({ ...fields, tag: messageTag(message) }).bytes;
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    // Not text: another miner's bytes.
    if (error instanceof TypeError) return null;
    throw error;
  }
}
