// What is new in a snapshot: series and blocks are large and seldom change, so they are sent only when they do.

import type { ChainSnapshot, MiningSnapshot } from '../../miner/index.ts';

/** The fields that changed; `chain` is null where there is none, and absent where all of it stayed as it was. */
export type SnapshotChange = Partial<Omit<MiningSnapshot, 'chain'>> & {
  readonly chain?: Partial<ChainSnapshot> | null;
};

/**
 * Compares by identity: a session keeps the objects that did not change.
 *
 * @param before - what the receiver has; null for nothing.
 */
export function changeOf(before: MiningSnapshot | null, after: MiningSnapshot): SnapshotChange {
  const { chain, ...rest } = after;
  if (before === null) return { ...rest, chain };
  const { chain: chainBefore, ...restBefore } = before;
  const change = changedFields(restBefore, rest);
  if (chain === null) return chainBefore === null ? change : { ...change, chain: null };
  const chainChange = chainBefore === null ? chain : changedFields(chainBefore, chain);
  return Object.keys(chainChange).length === 0 ? change : { ...change, chain: chainChange };
}

/**
 * Makes a snapshot of the one before it and what is new.
 *
 * @param before - null where the change holds everything.
 */
export function applyChange(before: MiningSnapshot | null, change: SnapshotChange): MiningSnapshot {
  const { chain, ...rest } = change;
  const chainBefore = before?.chain ?? null;
  const chainAfter = chain === undefined ? chainBefore : chain === null ? null : { ...chainBefore, ...chain };
  // The first change of a receiver, and the first of a chain, holds every field.
  return { ...before, ...rest, chain: chainAfter } as MiningSnapshot;
}

/** The fields that are other objects than before. */
export function changedFields<T extends object>(before: T, after: T): Partial<T> {
  const changed = Object.entries(after).filter(([name, value]) => before[name as keyof T] !== value);
  return Object.fromEntries(changed) as Partial<T>;
}
