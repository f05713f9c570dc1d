// verify: does a header prove its work?

import {
  displayHash,
  formatDifficulty,
  MAINNET_POW_LIMIT,
  parseHeader,
  REGTEST_POW_LIMIT,
  verifyHeader,
} from '../../primitives/index.ts';
import { readArguments, readHeader, readWord } from '../arguments.ts';
import type { Command, Io } from '../command.ts';

const POW_LIMITS = { any: REGTEST_POW_LIMIT, mainnet: MAINNET_POW_LIMIT } as const;

const OPTIONS = {
  network: { type: 'string', default: 'any' },
  json: { type: 'boolean', default: false },
} as const;

export const verify: Command = {
  name: 'verify',
  summary: "judge a header's proof of work",
  help: `proofworks verify HEADER_HEX [options]

Prints a header's hash, target and difficulty, and the verdict in Bitcoin's words. Exit code 0 if the hash
meets the header's own target, 1 if not.

  HEADER_HEX       the header, 160 hex digits
  --network N      mainnet refuses targets easier than the main network's limit; any does not (default any)
  --json           print one JSON object: hash, target, difficulty, ok, reason, detail`,
  run: async (words, io) => runVerify(words, io),
};

function runVerify(words: readonly string[], io: Io): number {
  const { values, positionals } = readArguments(words, OPTIONS);
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
