// A private chain in a directory, as Node keeps it.

import { hash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type ChainStore, ChainStoreError } from '../chain/index.ts';
import { openDirectoryStore } from '../chain/store/directory-store.ts';
import { PrivateChain } from '../source/index.ts';

/** OpenSSL's double SHA-256: several times as fast as JavaScript's for single headers. */
export const nativeHash = (header: Uint8Array): Uint8Array =>
  hash('sha256', hash('sha256', header, 'buffer'), 'buffer');

/** A chain with its store; the store may be new, then there is no chain yet. */
export interface OpenedChain {
  readonly store: ChainStore;
  readonly chain: PrivateChain | null;
}

/**
 * Opens a directory for writing.
 *
 * @throws {ChainStoreError} if it cannot be, in one sentence.
 */
export async function openChain(directory: string): Promise<OpenedChain> {
  const store = await openDirectoryStore(directory);
  try {
    return {
      store,
      chain: store.description === null ? null : await PrivateChain.open({ store, hash: nativeHash }),
    };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/**
 * Opens a directory that holds a chain; makes nothing where there is none.
 *
 * @throws {ChainStoreError} if there is no chain, or the directory cannot be opened.
 */
export async function openStoredChain(
  directory: string,
): Promise<{ readonly store: ChainStore; readonly chain: PrivateChain }> {
  const none = `there is no chain in ${directory}: "proofworks mine" makes one`;
  // Opening would make the directory.
  if (!existsSync(directory)) throw new ChainStoreError(none);
  const { store, chain } = await openChain(directory);
  if (chain !== null) return { store, chain };
  await store.close();
  throw new ChainStoreError(none);
}

/**
 * Reads the times of a stored chain's best blocks, the first one's included.
 *
 * @returns Unix seconds by height.
 * @throws {ChainStoreError} if there is no chain, or the directory cannot be opened.
 */
export async function readChainTimes(directory: string): Promise<number[]> {
  const { store, chain } = await openStoredChain(directory);
  await store.close();
  return Array.from({ length: chain.tip.height + 1 }, (_, height) => chain.at(height)!.time);
}
