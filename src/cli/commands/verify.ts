// verify: does a header prove its work? Is a row of them Bitcoin's main chain?

import {
  displayHash,
  formatCount,
  formatDifficulty,
  MAINNET_POW_LIMIT,
  parseHeader,
  REGTEST_POW_LIMIT,
  verifyHeader,
} from '../../primitives/index.ts';
import { type HeadersVerdict, verifyMainnetHeaders } from '../../source/index.ts';
import { readArguments, readHeader, readWord } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { readWholeFile } from '../new-file.ts';
import { nativeHash } from '../node-chain.ts';
import { UsageError } from '../usage-error.ts';

const POW_LIMITS = { any: REGTEST_POW_LIMIT, mainnet: MAINNET_POW_LIMIT } as const;

const OPTIONS = {
  network: { type: 'string', default: 'any' },
  chain: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

export const verify: Command = {
  name: 'verify',
  summary: "judge a header's proof of work",
  help: `proofworks verify HEADER_HEX [options]
proofworks verify --chain FILE [options]

Prints a header's hash, target and difficulty, and the verdict in Bitcoin's words. Exit code 0 if the hash
meets the header's own target, 1 if not. With --chain, judges a file of headers, 80 bytes each, as Bitcoin's
main chain from its first block on: proof, links, targets and times of all.

  HEADER_HEX       the header, 160 hex digits
  --network N      mainnet refuses targets easier than the main network's limit; any does not (default any)
  --json           print one JSON object: hash, target, difficulty, ok, reason, detail; of a chain height,
                   hash, chainwork, ok, reason, detail`,
  run: async (words, io) => {
    const { values, positionals } = readArguments(words, OPTIONS);
    if (values.chain === undefined) return verifyOne(values, positionals, io);
    if (positionals.length > 0) throw new UsageError('HEADER_HEX and --chain exclude each other');
    return verifyChain(values.chain, values.json, io);
  },
};

function verifyOne(
  values: { readonly network: string; readonly json: boolean },
  positionals: readonly string[],
  io: Io,
): number {
  const header = readHeader(positionals);
  const network = readWord('--network', values.network, ['any', 'mainnet']);
  const verdict = verifyHeader(header, { powLimit: POW_LIMITS[network] });
  const hash = displayHash(verdict.hash);
  const target = verdict.target?.toString(16).padStart(64, '0') ?? null;
  const difficulty = verdict.ok ? verdict.difficulty : null;
  const reason = verdict.ok ? null : verdict.reason;
  const detail = verdict.ok ? null : verdict.detail;
  if (values.json) {
    io.print(JSON.stringify({ ok: verdict.ok, reason, detail, hash, target, difficulty }));
  } else {
    const nBits = parseHeader(header).nBits.toString(16).padStart(8, '0');
    io.print(`hash        ${hash}`);
    io.print(`target      ${target ?? 'none'} (nBits ${nBits})`);
    if (difficulty !== null) io.print(`difficulty  ${formatDifficulty(difficulty)}`);
    io.print(`verdict     ${verdict.ok ? 'ok' : `${reason}: ${detail}`}`);
  }
  return verdict.ok ? 0 : 1;
}

/** Judges a file of headers; what is refused is told with its height. */
async function verifyChain(file: string, isJson: boolean, io: Io): Promise<number> {
  const headers = await readWholeFile(file);
  const nowSec = io.now().getTime() / 1000;
  let verdict: HeadersVerdict;
  try {
    verdict = verifyMainnetHeaders(headers, nowSec, nativeHash);
  } catch (error) {
    if (error instanceof RangeError) throw new Error(`${file} holds no chain: ${error.message}`);
    throw error;
  }
  const { tree } = verdict;
  const hash = displayHash(tree.tip.hash);
  const { height } = tree.tip;
  const chainwork = tree.tip.chainwork;
  if (isJson) {
    const { reason, detail } = verdict.ok ? { reason: null, detail: null } : verdict;
    const work = chainwork.toString(16).padStart(64, '0');
    io.print(JSON.stringify({ ok: verdict.ok, reason, detail, height, hash, chainwork: work }));
    return verdict.ok ? 0 : 1;
  }
  io.print(`height      ${formatCount(height)}`);
  io.print(`hash        ${hash}`);
  io.print(`chainwork   ${formatCount(chainwork)} hashes expected`);
  io.print(
    `verdict     ${verdict.ok ? 'ok' : `${verdict.reason} at height ${formatCount(height + 1)}: ${verdict.detail}`}`,
  );
  return verdict.ok ? 0 : 1;
}
