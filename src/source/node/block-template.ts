// What a node says of the next block (`getblocktemplate`), read strictly: a field of a wrong type or range, or a thing that
// cannot be done, is one sentence. Of fields that are not needed nothing is asked.

import { findWitnessCommitment } from '../../chain/index.ts';
import { assertU32, bytesFromHex, targetFromCompact } from '../../primitives/index.ts';
import {
  entriesOf,
  fields,
  hex,
  isFields,
  listOf,
  optional,
  TemplateError,
  text,
  wholeNumber,
} from './template-fields.ts';

/** A transaction to be in the block. */
export interface TemplateTransaction {
  /** As the block holds it, hexadecimal digits: megabytes of them are only copied. */
  readonly data: string;
  /** 32 bytes, hashing order; of the transaction without its witnesses. */
  readonly txid: Uint8Array;
  /** 32 bytes, hashing order; of the whole. */
  readonly wtxid: Uint8Array;
}

/** The next block, as a node proposes it. */
export interface NodeTemplate {
  readonly height: number;
  /** i32. */
  readonly version: number;
  /** Of the block before: 64 digits as displayed, and 32 bytes in hashing order. */
  readonly previousBlock: string;
  readonly prevHash: Uint8Array;
  readonly transactions: readonly TemplateTransaction[];
  /** Bytes that belong into the coinbase's script. */
  readonly coinbaseAux: readonly Uint8Array[];
  /** What the coinbase may pay, satoshi. */
  readonly coinbaseValueSats: bigint;
  /** u32. */
  readonly nBits: number;
  /** The same as an integer, in [1, 2^256). */
  readonly target: bigint;
  /** Unix seconds, u32: the node's clock, and the bounds of the header's time; null for no bound. */
  readonly curTime: number;
  readonly minTime: number | null;
  readonly maxTime: number | null;
  /** Whether another time than `curTime` may stand in the header. */
  readonly mayRollTime: boolean;
  /** Rules in force, without the mark of those that one must know (BIP 9). */
  readonly rules: readonly string[];
  /** Header version bits that mean something to the node, u32. */
  readonly meantBits: number;
  /** 32 bytes; null where the node did not compute the commitment to the witnesses. */
  readonly defaultCommitment: Uint8Array | null;
  /** Asks for the template after this one; null where the node has no long polling. */
  readonly longPollId: string | null;
  /** To be said when the block is sent; null for none (BIP 22). */
  readonly workId: string | null;
  /** Seconds from its answer on that it may be searched; null for no bound (BIP 23). */
  readonly expiresSec: number | null;
  /** Whether what came before, on the same tip, is still worth finishing; said of answers to long polls (BIP 22). */
  readonly submitOld: boolean;
}

/**
 * Rules that change how a block is built or judged, and that this program keeps: of these, only segwit's commitment is
 * the miner's to make. A rule marked `!` that is not here asks for what we do not know (BIP 9).
 */
const KNOWN_RULES: readonly string[] = ['csv', 'segwit', 'taproot', 'testdummy'];

const U32 = 0xffffffff;
const MAX_HEIGHT = 0x7fffffff;
/** As in BIP 22, where all nonces are allowed. */
const ALL_NONCES = '00000000ffffffff';

/** No template holds for so many seconds, and no clock is behind this one (2001). */
const FIRST_MOMENT = 1_000_000_000;
/** A template is asked for anew long before. */
const LAST_EXPIRY_SEC = 86_400;

const u32 = wholeNumber(0, U32);

/**
 * Reads the result of `getblocktemplate`.
 *
 * @param value - What the JSON held.
 * @throws {TemplateError} if it cannot be mined.
 * @see BIP 22, BIP 23, BIP 9 and BIP 145
 */
export function readTemplate(value: unknown): NodeTemplate {
  if (!isFields(value)) throw new TemplateError('The node answered with no template');
  if (value['coinbasevalue'] === undefined && value['coinbasetxn'] !== undefined) {
    throw new TemplateError(
      'The node’s template brings its own coinbase (coinbasetxn); one that says what the coinbase may pay is needed',
    );
  }
  const previousBlock = hex(32)(value['previousblockhash'], 'previousblockhash').toLowerCase();
  const transactions = listOf(transaction)(value['transactions'] ?? [], 'transactions');
  checkSize(value, transactions);
  const nonces = optional(hex(8))(value['noncerange'], 'noncerange');
  if (nonces !== null && nonces.toLowerCase() !== ALL_NONCES) {
    throw new TemplateError(`The node’s template allows only the nonces ${nonces}; all of them are needed`);
  }
  const mutable = optional(listOf(text(100)))(value['mutable'], 'mutable') ?? [];
  const aux = optional(entriesOf(hex({ min: 0 })))(value['coinbaseaux'], 'coinbaseaux') ?? [];
  return {
    height: wholeNumber(1, MAX_HEIGHT)(value['height'], 'height'),
    version: wholeNumber(-0x80000000, U32)(value['version'], 'version') | 0,
    previousBlock,
    prevHash: bytesFromHex(previousBlock).reverse(),
    transactions: transactions.map(({ weight: _, ...rest }) => rest),
    coinbaseAux: aux.map(([, bytes]) => bytesFromHex(bytes)),
    coinbaseValueSats: BigInt(
      wholeNumber(0, Number.MAX_SAFE_INTEGER)(value['coinbasevalue'], 'coinbasevalue'),
    ),
    ...target(value['bits'], value['target']),
    ...times(value),
    mayRollTime: mutable.some((name) => name === 'time' || name === 'time/increment'),
    rules: rules(value['rules']),
    meantBits: meantBits(value),
    defaultCommitment: defaultCommitment(value['default_witness_commitment']),
    longPollId: optional(text(1000))(value['longpollid'], 'longpollid'),
    workId: optional(text(1000))(value['workid'], 'workid'),
    expiresSec: expiresSec(value['expires'], value['curtime'] as number),
    submitOld: value['submitold'] !== false,
  };
}

function transaction(value: unknown, name: string): TemplateTransaction & { readonly weight: number | null } {
  const entry = fields(value, name);
  const data = hex({ min: 10 })(entry['data'], `${name}.data`);
  const hash = optional(hex(32))(entry['hash'], `${name}.hash`);
  // Nodes from before segwit have one hash, the id; from BIP 145 on `hash` is of the whole.
  const txid = optional(hex(32))(entry['txid'], `${name}.txid`) ?? hex(32)(entry['hash'], `${name}.hash`);
  return {
    data,
    txid: bytesFromHex(txid).reverse(),
    wtxid: bytesFromHex(hash ?? txid).reverse(),
    weight: optional(wholeNumber(1, Number.MAX_SAFE_INTEGER))(entry['weight'], `${name}.weight`),
  };
}

function checkSize(
  value: Readonly<Record<string, unknown>>,
  transactions: readonly { readonly data: string; readonly weight: number | null }[],
): void {
  const limit = wholeNumber(1, Number.MAX_SAFE_INTEGER);
  const bytes = transactions.reduce((sum, { data }) => sum + data.length / 2, 0);
  const weight = transactions.reduce((sum, one) => sum + (one.weight ?? 0), 0);
  const sizeLimit = optional(limit)(value['sizelimit'], 'sizelimit') ?? Number.POSITIVE_INFINITY;
  const weightLimit = optional(limit)(value['weightlimit'], 'weightlimit') ?? Number.POSITIVE_INFINITY;
  if (bytes > sizeLimit || weight > weightLimit) {
    throw new TemplateError('The node’s template holds more transactions than it allows in a block');
  }
}

function target(bits: unknown, full: unknown): { nBits: number; target: bigint } {
  const nBits = Number.parseInt(hex(4)(bits, 'bits'), 16);
  assertU32('bits', nBits);
  let wanted: bigint;
  try {
    wanted = targetFromCompact(nBits);
  } catch (cause) {
    throw new TemplateError(`The node’s template has bits ${bits}, which are no target`, { cause });
  }
  if (wanted === 0n)
    throw new TemplateError(`The node’s template has bits ${bits}, a target that no hash meets`);
  const said = optional(hex(32))(full, 'target');
  if (said !== null && BigInt(`0x${said}`) !== wanted) {
    throw new TemplateError(`The node’s template has a target that its bits ${bits} do not stand for`);
  }
  return { nBits, target: wanted };
}

function times(value: Readonly<Record<string, unknown>>) {
  const curTime = u32(value['curtime'], 'curtime');
  const minTime = optional(u32)(value['mintime'], 'mintime');
  const maxTime = optional(u32)(value['maxtime'], 'maxtime');
  if (minTime !== null && maxTime !== null && minTime > maxTime) {
    throw new TemplateError(`The node’s template allows no time: from ${minTime} on, and until ${maxTime}`);
  }
  return { curTime, minTime, maxTime };
}

function rules(value: unknown): readonly string[] {
  const names = optional(listOf(text(100)))(value, 'rules') ?? [];
  const unknown = names.find((name) => name.startsWith('!') && !KNOWN_RULES.includes(name.slice(1)));
  if (unknown !== undefined) {
    throw new TemplateError(
      `The node’s template asks for the rule ${JSON.stringify(unknown.slice(1))}, which is not known here`,
    );
  }
  return names.map((name) => (name.startsWith('!') ? name.slice(1) : name));
}

/** Bits of deployments that are voted on, and those that the node requires to be set (BIP 9). */
function meantBits(value: Readonly<Record<string, unknown>>): number {
  const votes = optional(entriesOf(wholeNumber(0, 31)))(value['vbavailable'], 'vbavailable') ?? [];
  const required = optional(u32)(value['vbrequired'], 'vbrequired') ?? 0;
  return votes.reduce((bits, [, bit]) => bits | (1 << bit), required) >>> 0;
}

/** @returns null where it says nothing, nothing that makes sense, or more than it matters. */
function expiresSec(value: unknown, curTime: number): number | null {
  if (!Number.isSafeInteger(value)) return null;
  // bcoin gives the moment rather than the seconds until it.
  const seconds = (value as number) >= FIRST_MOMENT ? (value as number) - curTime : (value as number);
  return seconds > LAST_EXPIRY_SEC ? null : Math.max(1, seconds);
}

function defaultCommitment(value: unknown): Uint8Array | null {
  const script = optional(hex({ min: 0 }))(value, 'default_witness_commitment');
  return script === null ? null : findWitnessCommitment([{ valueSats: 0n, script: bytesFromHex(script) }]);
}
