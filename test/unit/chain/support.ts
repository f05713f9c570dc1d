/** Chains for tests: easy targets, so that a header is mined in a few tries by the reference hash. */

import { HeaderTree } from '../../../src/chain/header-tree.ts';
import type { ChainParameters } from '../../../src/chain/parameters.ts';
import { type BlockHeader, serializeHeader } from '../../../src/primitives/header.ts';
import { hashHeader, sha256d } from '../../../src/primitives/sha256.ts';
import { meetsTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import { REGTEST_POW_LIMIT } from '../../../src/primitives/verify.ts';

export const EASY_BITS = 0x207fffff;
export const START_TIME = 1_700_000_000;

/** A chain whose difficulty stays where it is. */
export const EASY: ChainParameters = {
  powLimit: REGTEST_POW_LIMIT,
  requiredTarget: (history) => history.targetAt(history.tipHeight),
  versionSteps: [{ fromHeight: 3, version: 2 }],
  heightInCoinbaseFrom: 0,
  halvingIntervalBlocks: 150,
};

export const GENESIS: Uint8Array = serializeHeader({
  version: 1,
  prevHash: new Uint8Array(32),
  merkleRoot: new Uint8Array(32),
  time: START_TIME,
  nBits: EASY_BITS,
  nonce: 0,
});

/** Mines a header on a parent; `root` tells rivals apart. */
export function mineHeader(
  parent: Uint8Array,
  fields: Partial<BlockHeader> & { label?: number },
): Uint8Array {
  const { label = 0, ...rest } = fields;
  const header = {
    version: 4,
    prevHash: hashHeader(parent),
    merkleRoot: sha256d(Uint8Array.of(label & 0xff, label >>> 8)),
    time: START_TIME + 600,
    nBits: EASY_BITS,
    ...rest,
  };
  const target = targetFromCompact(header.nBits);
  for (let nonce = 0; ; nonce++) {
    const bytes = serializeHeader({ ...header, nonce });
    if (meetsTarget(hashHeader(bytes), target)) return bytes;
  }
}

/** Mines `count` headers on a parent, ten minutes apart. */
export function mineBranch(parent: Uint8Array, time: number, count: number, label: number): Uint8Array[] {
  const branch: Uint8Array[] = [];
  for (let i = 1; i <= count; i++) {
    branch.push(mineHeader(branch.at(-1) ?? parent, { time: time + 600 * i, label: label * 100 + i }));
  }
  return branch;
}

export const easyTree = (parameters: Partial<ChainParameters> = {}): HeaderTree =>
  new HeaderTree({ parameters: { ...EASY, ...parameters }, genesis: GENESIS });
