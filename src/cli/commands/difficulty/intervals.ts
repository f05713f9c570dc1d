// difficulty intervals: are they exponential?

import { readFile } from 'node:fs/promises';
import { HEADER_BYTES, readU32LE } from '../../../primitives/index.ts';
import { Dice, FEWEST_TIMES, fitExponential, mineHeaderTimes } from '../../../simulation/index.ts';
import { readArguments } from '../../arguments.ts';
import type { Io } from '../../command.ts';
import { pause, readSeed, ruleOf } from '../../difficulty-options.ts';
import { fitLines, type NamedFit } from '../../difficulty-table.ts';
import { readWholeFile } from '../../new-file.ts';
import { readChainTimes } from '../../node-chain.ts';
import { UsageError } from '../../usage-error.ts';

const OPTIONS = {
  data: { type: 'string' },
  headers: { type: 'string' },
  seed: { type: 'string', default: '1' },
  json: { type: 'boolean', default: false },
} as const;

const REAL_HEADERS = 'btc_headers_0_4032.bin';
const SIMULATED_BLOCKS = 4032;

/** Where a header holds its time, bytes. */
const TIME_OFFSET = 68;

/** Far from the streams that chains are drawn from. */
const FIT_STREAM = 8;

export const INTERVALS_HELP = `proofworks difficulty intervals [options]

Holds the intervals between header times against exponential ones of the same mean: the Kolmogorov-Smirnov
distance and how often chance gives as much, with spread and median. Without a source: 4,032 simulated blocks
under Bitcoin's rule beside the real chain's first 4,032.

  --data DIR       a stored chain
  --headers FILE   a file of 80-byte headers
  --seed N         the dice (default 1)
  --json           print one JSON object`;

interface Source {
  readonly name: string;
  readonly times: readonly number[];
}

export async function runIntervals(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  if (positionals.length > 0) throw new UsageError(`intervals takes no words, got ${positionals.join(' ')}`);
  if (values.data !== undefined && values.headers !== undefined) {
    throw new UsageError('--data and --headers exclude each other');
  }
  const seed = readSeed(values.seed);
  const sources = await readSources(values, seed, io);
  const fits: NamedFit[] = [];
  for (const { name, times } of sources) {
    if (times.length < FEWEST_TIMES) {
      throw new UsageError(`${name} has ${times.length} blocks; a fit needs ${FEWEST_TIMES} at least`);
    }
    await pause(io, name);
    fits.push({ source: name, ...fitExponential(times, new Dice(seed, FIT_STREAM)) });
  }
  io.progress('');
  if (values.json) io.print(JSON.stringify({ seed, fits }));
  else for (const line of fitLines(fits, seed)) io.print(line);
  return 0;
}

async function readSources(
  { data, headers }: { readonly data?: string | undefined; readonly headers?: string | undefined },
  seed: number,
  io: Io,
): Promise<readonly Source[]> {
  if (data !== undefined) return [{ name: data, times: await readChainTimes(data) }];
  if (headers !== undefined)
    return [{ name: headers, times: readTimes(headers, await readWholeFile(headers)) }];
  const real = readTimes(REAL_HEADERS, await readFile(new URL(REAL_HEADERS, io.data)));
  return [
    {
      name: 'simulated',
      times: mineHeaderTimes(ruleOf('bitcoin'), { seed, blocks: SIMULATED_BLOCKS, spacingSec: 600 }),
    },
    { name: 'real, from block 0', times: real },
    // Block 1 came five days after block 0, which was made before there was a network.
    { name: 'real, from block 1', times: real.slice(1) },
  ];
}

/** @returns Unix seconds of each header. */
function readTimes(name: string, bytes: Uint8Array): number[] {
  if (bytes.length === 0 || bytes.length % HEADER_BYTES !== 0) {
    throw new UsageError(`${name} expected 80-byte headers, got ${bytes.length} bytes`);
  }
  return Array.from({ length: bytes.length / HEADER_BYTES }, (_, i) =>
    readU32LE(bytes, i * HEADER_BYTES + TIME_OFFSET),
  );
}
