/** What a chain is, as text: every store and the exported file write the same bytes and refuse the same nonsense. */
import { sha256d } from '../../primitives/index.ts';
import { type ChainDescription, ChainStoreError, DamagedStoreError } from './store.ts';

/** The version of everything that is written down here: directory, database and exported file. */
export const STORE_FORMAT = 1;

/** Length of a checksum in bytes. */
export const CHECKSUM_BYTES = 4;

const isHex = (digits?: number) => (value: unknown) =>
  typeof value === 'string' &&
  /^(?:[0-9a-f]{2})+$/u.test(value) &&
  (digits === undefined || value.length === digits);
const isPositiveInteger = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0;

/** Every field and what it has to be; their order is the order in which they are written. */
const FIELDS: Readonly<Record<keyof ChainDescription, (value: unknown) => boolean>> = {
  rule: (value) => typeof value === 'string' && value !== '',
  targetSpacingSec: isPositiveInteger,
  windowBlocks: isPositiveInteger,
  powLimit: isHex(64),
  genesisHeader: isHex(160),
  genesisCoinbase: isHex(),
};

/**
 * The first four bytes of a double SHA-256, as Bitcoin's messages carry them (Bitcoin developer reference, message
 * headers).
 *
 * @returns 4 bytes, hashing order.
 */
export function checksum(bytes: Uint8Array): Uint8Array {
  return sha256d(bytes).slice(0, CHECKSUM_BYTES);
}

/** @returns the name of the first field that is missing or wrong; null where all are right. */
export function faultyField(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return 'description';
  const fields = value as Readonly<Record<string, unknown>>;
  return Object.entries(FIELDS).find(([name, isRight]) => !isRight(fields[name]))?.[0] ?? null;
}

/**
 * Writes a description as JSON, always the same way.
 *
 * @throws {RangeError} if a field is missing or wrong.
 */
export function descriptionText(description: ChainDescription): string {
  const fault = faultyField(description);
  if (fault !== null) {
    const given = (description as unknown as Readonly<Record<string, unknown>> | null)?.[fault];
    throw new RangeError(`"${fault}" of the chain's description is wrong: ${JSON.stringify(given)}`);
  }
  return JSON.stringify(description, Object.keys(FIELDS));
}

/**
 * Copies a description, its own fields alone.
 *
 * @throws {RangeError} if a field is missing or wrong.
 */
export function copyOfDescription(description: ChainDescription): ChainDescription {
  return JSON.parse(descriptionText(description)) as ChainDescription;
}

/**
 * Takes a description as it was read; fields of other names are left out.
 *
 * @param where - What was read, for the sentence.
 * @throws {DamagedStoreError} if a field is missing or wrong.
 */
export function takeDescription(value: unknown, where: string): ChainDescription {
  const fault = faultyField(value);
  if (fault !== null)
    throw new DamagedStoreError(`${where} is damaged ("${fault}" is wrong): restore it from a backup`);
  return copyOfDescription(value as ChainDescription);
}

/**
 * Compares a format version with ours.
 *
 * @param where - What carries it, for the sentence.
 * @throws {ChainStoreError} if it is newer, or no version at all.
 */
export function checkFormat(format: unknown, where: string): void {
  if (!isPositiveInteger(format)) {
    throw new ChainStoreError(`${where} is damaged (its format version is wrong): restore it from a backup`);
  }
  if ((format as number) > STORE_FORMAT) {
    throw new ChainStoreError(
      `${where} was made by a newer Proofworks (format ${format as number}; this one reads ${STORE_FORMAT}): update Proofworks`,
    );
  }
}
