// Addresses: what people write, and the output script that it stands for. Base58check for key and script hashes, bech32
// (BIP 173) for witness version 0, bech32m (BIP 350) for the versions after it; @scure/base knows the encodings.

import { bech32, bech32m, createBase58check } from '@scure/base';
import { concatBytes, sha256 } from '../primitives/index.ts';

/** Networks by their addresses; signet's are those of `test`. */
export type AddressNetwork = 'main' | 'test' | 'regtest';

/** Where coins go. */
export interface Payout {
  /** Of the output that pays. */
  readonly script: Uint8Array;
  /** As it was written, without spaces around it. */
  readonly address: string;
  /** `test` also for a base58 address of regtest: both have the same prefixes. */
  readonly network: AddressNetwork;
}

/** A base58 prefix byte (Bitcoin Core, `kernel/chainparams.cpp`). */
const PREFIXES: readonly {
  readonly byte: number;
  readonly kind: 'key' | 'script';
  readonly isMain: boolean;
}[] = [
  { byte: 0x00, kind: 'key', isMain: true },
  { byte: 0x05, kind: 'script', isMain: true },
  { byte: 0x6f, kind: 'key', isMain: false },
  { byte: 0xc4, kind: 'script', isMain: false },
];

/** Human-readable parts of witness addresses (same source). */
const WITNESS_PREFIXES: Readonly<Record<AddressNetwork, string>> = {
  main: 'bc',
  test: 'tb',
  regtest: 'bcrt',
};

/** OP_DUP OP_HASH160 and a push of 20 bytes; OP_EQUALVERIFY OP_CHECKSIG. */
const KEY_HASH_SCRIPT = { head: [0x76, 0xa9, 0x14], tail: [0x88, 0xac] } as const;
/** OP_HASH160 and a push of 20 bytes; OP_EQUAL. */
const SCRIPT_HASH_SCRIPT = { head: [0xa9, 0x14], tail: [0x87] } as const;
const HASH_BYTES = 20;

/** The longest address in BIP 173. */
const MAX_ADDRESS_CHARS = 90;

const base58check = createBase58check(sha256);

/**
 * Reads an address.
 *
 * @param text - Base58check (`1…`, `3…`, `m…`, `n…`, `2…`) or bech32/bech32m (`bc1…`, `tb1…`, `bcrt1…`); spaces around it are ignored.
 * @throws {RangeError} in one sentence that says what is wrong with it.
 */
export function readAddress(text: string): Payout {
  const address = text.trim();
  if (address === '') throw new RangeError('address expected one to pay to, got nothing');
  // A place on a network, perhaps with a password in it: it is not repeated.
  if (/:\/\/|@/u.test(address)) {
    throw new RangeError(
      'address expected one to pay to, got one with :// or @ in it, as no payout address has',
    );
  }
  const shown = address.length > MAX_ADDRESS_CHARS ? `${address.slice(0, 20)}…` : address;
  const fail = (why: string): never => {
    throw new RangeError(`address "${shown}" ${why}`);
  };
  if (address.length > MAX_ADDRESS_CHARS) {
    return fail(`expected at most ${MAX_ADDRESS_CHARS} characters, got ${address.length}`);
  }
  const prefix = /^([a-z]{1,10})1/iu.exec(address)?.[1]?.toLowerCase();
  const network = (Object.keys(WITNESS_PREFIXES) as AddressNetwork[]).find(
    (name) => WITNESS_PREFIXES[name] === prefix,
  );
  if (network !== undefined) return { ...readWitnessAddress(address, fail), address, network };
  if ((bech32.decodeUnsafe(address) ?? bech32m.decodeUnsafe(address)) !== undefined) {
    return fail(`begins with ${prefix}1, which no network of Bitcoin’s has`);
  }
  return { ...readBase58(address, fail), address };
}

function readWitnessAddress(address: string, fail: (why: string) => never): { script: Uint8Array } {
  if (address !== address.toLowerCase() && address !== address.toUpperCase()) {
    return fail('mixes upper and lower case, which tells of a typing error');
  }
  const old = bech32.decodeUnsafe(address, MAX_ADDRESS_CHARS);
  const { words } =
    old ??
    bech32m.decodeUnsafe(address, MAX_ADDRESS_CHARS) ??
    fail('has a wrong checksum: look for a typing error');
  const version = words[0] ?? fail('has nothing in it');
  if (version > 16) return fail(`has witness version ${version}, and there are 0 to 16`);
  if ((version === 0) !== (old !== undefined)) {
    return fail(`has a checksum of the wrong kind for witness version ${version}`);
  }
  const program = bech32.fromWordsUnsafe(words.slice(1)) ?? fail('has bits left over at its end');
  if (program.length < 2 || program.length > 40) {
    return fail(`has ${program.length} bytes in it, and there may be 2 to 40`);
  }
  if (version === 0 && program.length !== 20 && program.length !== 32) {
    return fail(`has ${program.length} bytes in it, and witness version 0 has 20 or 32`);
  }
  return { script: Uint8Array.of(version === 0 ? 0 : 0x50 + version, program.length, ...program) };
}

function readBase58(
  address: string,
  fail: (why: string) => never,
): { script: Uint8Array; network: AddressNetwork } {
  const odd = /[^1-9A-HJ-NP-Za-km-z]/u.exec(address)?.[0];
  if (odd !== undefined) return fail(`has the character ${JSON.stringify(odd)}, which no such address has`);
  let bytes: Uint8Array;
  try {
    bytes = base58check.decode(address);
  } catch {
    return fail('is none of Bitcoin’s, or has a wrong checksum: look for a typing error');
  }
  const prefix = PREFIXES.find(({ byte }) => byte === bytes[0]);
  if (prefix === undefined)
    return fail(`begins with the prefix ${bytes[0]}, which no network of Bitcoin’s has`);
  if (bytes.length !== 1 + HASH_BYTES) {
    return fail(`has ${bytes.length - 1} bytes in it, and such an address has ${HASH_BYTES}`);
  }
  const { head, tail } = prefix.kind === 'key' ? KEY_HASH_SCRIPT : SCRIPT_HASH_SCRIPT;
  return {
    script: concatBytes(Uint8Array.from(head), bytes.subarray(1), Uint8Array.from(tail)),
    network: prefix.isMain ? 'main' : 'test',
  };
}

/**
 * The address that an output script stands for.
 *
 * @param script - Of an output.
 * @param network - Whose prefixes to write.
 * @returns null for a script that has no address: OP_RETURN, a bare key, anything else.
 */
export function addressOfScript(script: Uint8Array, network: AddressNetwork): string | null {
  for (const { byte, kind, isMain } of PREFIXES) {
    if (isMain !== (network === 'main')) continue;
    const { head, tail } = kind === 'key' ? KEY_HASH_SCRIPT : SCRIPT_HASH_SCRIPT;
    const end = head.length + HASH_BYTES;
    if (script.length !== end + tail.length) continue;
    if (!head.every((value, i) => script[i] === value)) continue;
    if (!tail.every((value, i) => script[end + i] === value)) continue;
    return base58check.encode(Uint8Array.of(byte, ...script.subarray(head.length, end)));
  }
  return witnessAddress(script, network);
}

function witnessAddress(script: Uint8Array, network: AddressNetwork): string | null {
  const [opcode = 0xff, length = 0] = script;
  const version = opcode === 0 ? 0 : opcode - 0x50;
  if (opcode !== 0 && (version < 1 || version > 16)) return null;
  if (length < 2 || length > 40 || script.length !== 2 + length) return null;
  if (version === 0 && length !== 20 && length !== 32) return null;
  const code = version === 0 ? bech32 : bech32m;
  const words = [version, ...code.toWords(script.subarray(2))];
  return code.encode(WITNESS_PREFIXES[network], words, MAX_ADDRESS_CHARS);
}
