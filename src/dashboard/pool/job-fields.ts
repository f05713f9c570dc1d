// A pool's job as byte-fields show it: the coinbase, the way from it to the merkle root, and the header.

import { displayHash, formatCount, hexFromBytes } from '../../primitives/index.ts';
import { type AddressNetwork, addressOfScript, type PoolJobStatus, readAddress } from '../../source/index.ts';
import type { ByteField, ByteLook, NamedValue } from '../mine/byte-fields/byte-fields.ts';
import { doubleHash, type HeaderField, headerFields } from '../mine/header-fields.ts';
import { type CoinbaseFieldId, climbBranch, joinCoinbase, readCoinbase } from './coinbase-fields.ts';

const LOOKS: Record<CoinbaseFieldId, ByteLook> = {
  version: 'quiet',
  input: 'quiet',
  height: 'keep',
  script: 'plain',
  'extra-nonce-1': 'keep-dotted',
  'extra-nonce-2': 'spend',
  sequence: 'quiet',
  outputs: 'quiet',
  output: 'strong',
  commitment: 'plain',
  data: 'plain',
  'lock-time': 'quiet',
  odd: 'bad',
};

/** Bytes shown of one field: a stranger's may have any length, and each becomes a text. */
const MAX_SHOWN = 96;
/** Where the merkle root lies in a header. */
const ROOT = { start: 36, end: 68 } as const;
/** Steps of a merkle branch shown one by one: enough for a block of a million transactions. */
const MAX_STEPS = 20;
/** The easiest target, which regtest alone has. */
const REGTEST_BITS = 0x207fffff;

/** The coinbase of a job, ready to be shown. */
export interface ShownCoinbase {
  readonly fields: readonly ByteField[];
  readonly height: number | null;
  readonly isWhole: boolean;
  readonly length: number;
}

/** @param user - As the pool knows one: often an address, which says whose addresses the outputs are. */
export function shownCoinbase(job: PoolJobStatus, user: string): ShownCoinbase {
  const network = networkOf(user, job.header);
  const read = readCoinbase(job, (script) => addressOfScript(script, network));
  return {
    fields: read.fields.map(({ id, start, length, ...named }) => ({
      ...named,
      look: LOOKS[id],
      bytes: pairsOf(read.bytes.subarray(start, start + Math.min(length, MAX_SHOWN))),
      more: Math.max(0, length - MAX_SHOWN),
    })),
    height: read.height,
    isWhole: read.isWhole,
    length: read.bytes.length,
  };
}

/** The climb from a job's coinbase to the merkle root. */
export interface ShownBranch {
  /** The coinbase's hash, and what each hash of the branch makes of it; the last is the root. */
  readonly steps: readonly NamedValue[];
  /** Whether the root is the one in the header; null where the branch is absurdly long. */
  readonly isInHeader: boolean | null;
}

/** Climbs from a job's coinbase to the root. */
export function shownBranch(job: PoolJobStatus): ShownBranch {
  const climbed = climbBranch(joinCoinbase(job), job.branch.slice(0, MAX_STEPS));
  const left = job.branch.length - MAX_STEPS;
  const root = climbed.at(-1)!;
  return {
    steps: [
      {
        label: 'Coinbase',
        look: 'strong',
        value: hexFromBytes(climbed[0]!),
        note: 'all its bytes, hashed twice',
      },
      ...climbed.slice(1).map(
        (hash, i): NamedValue => ({
          label: `Step ${formatCount(i + 1)}`,
          look: 'plain',
          value: hexFromBytes(hash),
          note: `with ${hexFromBytes(job.branch[i]!.subarray(0, 32))}`,
        }),
      ),
      left > 0
        ? {
            label: 'Further',
            look: 'quiet',
            value: `${formatCount(left)} steps`,
            note: 'not shown one by one',
          }
        : {
            label: 'Merkle root',
            look: 'keep',
            value: displayHash(root),
            note: 'the last line read from its end, as it stands in the header',
          },
    ],
    isInHeader:
      left > 0 ? null : hexFromBytes(root) === hexFromBytes(job.header.subarray(ROOT.start, ROOT.end)),
  };
}

/** The header of a job, field by field, and its hash. */
export function shownHeader(
  header: Uint8Array,
  versionMask: number,
): { readonly fields: readonly HeaderField[]; readonly results: readonly NamedValue[] } {
  const bits = bitCount(versionMask);
  const rolled =
    bits === 0 ? '' : `; ${bits} of its bits may be changed at will, for more headers from one root`;
  const { shown } = doubleHash(header);
  return {
    fields: headerFields(header, {
      version: `which rules the block follows${rolled}`,
      merkle: 'stands for all transactions: the last step of the climb from the coinbase',
      time: 'seconds since 1970, as the pool’s clock has them',
      bits: 'the network’s target in short: how long it is, and its first three bytes',
      nonce: `engines try all of its 4,294,967,296 values, then another ${bits === 0 ? '' : 'version or '}extra nonce`,
    }),
    results: [
      {
        label: 'Hashed twice',
        look: 'strong',
        value: shown,
        note: 'read from its end, as hashes are written: with the nonce at 0 it is one try of many',
      },
    ],
  };
}

/** Bits that are set. */
export function bitCount(mask: number): number {
  return [...(mask >>> 0).toString(2)].filter((bit) => bit === '1').length;
}

/** Whose addresses a job's outputs have, as far as one can tell. */
function networkOf(user: string, header: Uint8Array | null): AddressNetwork {
  const nBits = header === null ? 0 : new DataView(header.buffer, header.byteOffset).getUint32(72, true);
  if (nBits === REGTEST_BITS) return 'regtest';
  try {
    return readAddress(user.split('.')[0] ?? '').network;
  } catch {
    return 'main'; // A name, not an address.
  }
}

function pairsOf(bytes: Uint8Array): readonly string[] {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
}
