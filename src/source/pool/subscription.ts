// What a pool agrees to at the beginning of a connection, checked.

import { bytesFromHex } from '../../primitives/index.ts';
import { ROLLING_MASK } from '../version-rolling.ts';

/** A coinbase script has 100 bytes at most. */
const MOST_NONCE_BYTES = 32;
const MOST_SESSION_ID_CHARACTERS = 128;
/** A number as text is no longer: a pattern must not be tried on a megabyte of digits. */
const MOST_NUMBER_CHARACTERS = 40;

/** A subscription. */
export interface Subscription {
  readonly extraNonce1: Uint8Array;
  /** Bytes of extra nonce 2. */
  readonly extraNonce2Bytes: number;
  /** To be named at the next connection; null where the pool gave none. */
  readonly sessionId: string | null;
}

/**
 * Reads the answer to `mining.subscribe`.
 *
 * @throws {RangeError} with one sentence if it is none.
 */
export function readSubscription(result: unknown): Subscription {
  if (!Array.isArray(result)) throw new RangeError('the pool answered the subscription with something else');
  const [subscriptions, extraNonce1, extraNonce2Bytes] = result;
  return { ...readExtraNonce(extraNonce1, extraNonce2Bytes), sessionId: sessionIdIn(subscriptions) };
}

/**
 * Reads both extra nonces, of a subscription or of `mining.set_extranonce`.
 *
 * @throws {RangeError} with one sentence if they cannot be used.
 */
export function readExtraNonce(
  extraNonce1: unknown,
  extraNonce2Bytes: unknown,
): Pick<Subscription, 'extraNonce1' | 'extraNonce2Bytes'> {
  if (
    typeof extraNonce1 !== 'string' ||
    !/^(?:[0-9a-f]{2})*$/iu.test(extraNonce1) ||
    extraNonce1.length > 2 * MOST_NONCE_BYTES
  ) {
    throw new RangeError(
      `the pool sent a wrong extra nonce 1: up to ${MOST_NONCE_BYTES} bytes in hex are due`,
    );
  }
  const bytes = readCount(extraNonce2Bytes);
  if (bytes === null || bytes > MOST_NONCE_BYTES) {
    throw new RangeError(
      `the pool sent a wrong size of extra nonce 2: a whole number from 0 to ${MOST_NONCE_BYTES} is due`,
    );
  }
  return { extraNonce1: bytesFromHex(extraNonce1), extraNonce2Bytes: bytes };
}

/** Pools name the session beside `mining.notify`, in a list of subscriptions or in the only one. */
function sessionIdIn(subscriptions: unknown): string | null {
  if (!Array.isArray(subscriptions)) return null;
  const list = typeof subscriptions[0] === 'string' ? [subscriptions] : subscriptions;
  for (const entry of list) {
    if (!Array.isArray(entry) || entry[0] !== 'mining.notify') continue;
    const id: unknown = entry[1];
    if (typeof id === 'string' && id.length <= MOST_SESSION_ID_CHARACTERS) return id;
  }
  return null;
}

/**
 * Reads the answer to `mining.configure`.
 *
 * @returns the bits that may be rolled, u32, never more than were asked for; null where the pool does not know version rolling.
 * @see BIP 310
 */
export function readVersionRolling(result: unknown): number | null {
  if (typeof result !== 'object' || result === null) return null;
  const fields = result as Record<string, unknown>;
  if (fields['version-rolling'] !== true) return null;
  return readMask(fields['version-rolling.mask']);
}

/** Reads a mask. @returns u32 within BIP 320's bits; null where it is none. */
export function readMask(mask: unknown): number | null {
  if (typeof mask !== 'string' || !/^[0-9a-f]{1,8}$/iu.test(mask)) return null;
  return (Number.parseInt(mask, 16) & ROLLING_MASK) >>> 0;
}

/**
 * Reads a difficulty.
 *
 * @returns null for anything but a positive finite number, which may be far below 1.
 */
export function readDifficulty(value: unknown): number | null {
  const isText =
    typeof value === 'string' &&
    value.length <= MOST_NUMBER_CHARACTERS &&
    /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/iu.test(value);
  const number = isText ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) && number > 0 ? number : null;
}

/** Reads a whole number of five digits at most, which some pools write as text. @returns null for anything else. */
export function readCount(value: unknown): number | null {
  const number = typeof value === 'string' && /^\d{1,5}$/u.test(value) ? Number(value) : value;
  return Number.isInteger(number) && (number as number) >= 0 && (number as number) <= 99_999
    ? (number as number)
    : null;
}
