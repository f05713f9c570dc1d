// How the benchmarks measure: things to compare take turns in one process, several processes are asked, and the
// median of each process's own ratios is kept, so that a machine's slow minutes touch both sides alike.

import { execFileSync, spawnSync } from 'node:child_process';
import { availableParallelism, cpus, platform, release } from 'node:os';
import { type MedianInterval, medianInterval } from '../src/miner/index.ts';

/** Something that hashes when called. */
export interface Contestant {
  readonly name: string;
  /** @returns hashes done, about a tenth of a second's worth or less. */
  readonly run: () => number | Promise<number>;
}

/** Rates, MH/s, by contestant. */
export type Rates = Readonly<Record<string, number>>;

/**
 * Lets contestants take turns.
 *
 * @returns the median rate of each over the rounds, MH/s.
 */
export async function takeTurns(
  contestants: readonly Contestant[],
  { warmUpMs = 1500, turnMs = 300, rounds = 7 } = {},
): Promise<Rates> {
  const turn = async ({ run }: Contestant, wantedMs: number) => {
    const begun = performance.now();
    let hashes = 0;
    let elapsed = 0;
    while (elapsed < wantedMs) {
      hashes += await run();
      elapsed = performance.now() - begun;
    }
    return hashes / elapsed / 1000;
  };
  const rates = new Map<string, number[]>(contestants.map(({ name }) => [name, []]));
  for (const contestant of contestants) await turn(contestant, warmUpMs);
  for (let round = 0; round < rounds; round++) {
    for (const contestant of contestants) rates.get(contestant.name)!.push(await turn(contestant, turnMs));
  }
  return Object.fromEntries([...rates].map(([name, values]) => [name, medianInterval(values).median]));
}

/** Runs this very program again, once per process wanted, with `--child`; each prints its rates as JSON. */
export function inProcesses(question: string, processes: number): readonly Rates[] {
  return Array.from({ length: processes }, (_, i) => {
    process.stderr.write(`${question}: process ${i + 1} of ${processes}\n`);
    const { stdout, status } = spawnSync(process.execPath, [process.argv[1]!, question, '--child'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (status !== 0) throw new Error(`${question}: a process ended with exit code ${status}`);
    return JSON.parse(stdout.trim().split('\n').at(-1)!) as Rates;
  });
}

/** The ratio of two contestants within each process, over all processes. */
export function ratio(rates: readonly Rates[], numerator: string, denominator: string): MedianInterval {
  return medianInterval(rates.map((rate) => rate[numerator]! / rate[denominator]!));
}

/** The median rate of each contestant over all processes, MH/s. */
export function medians(rates: readonly Rates[]): Rates {
  const names = Object.keys(rates[0]!);
  return Object.fromEntries(
    names.map((name) => [name, medianInterval(rates.map((rate) => rate[name]!)).median]),
  );
}

/** One figure that a benchmark must reach. */
export interface Figure {
  readonly what: string;
  readonly value: number;
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** What a benchmark says; `place` is put to it by the program. */
export interface Findings {
  readonly adapter?: string;
  readonly figures: readonly Figure[];
  readonly details: unknown;
}

/** Where and when a figure was measured. */
export function place(question: string) {
  return {
    question,
    command: `npm run bench -- ${question}`,
    date: new Date().toISOString(),
    commit: __COMMIT__,
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: availableParallelism(),
      system: `${platform()} ${release()}`,
      node: process.versions.node,
      browser: browserVersion(),
    },
  };
}

function browserVersion(): string | null {
  const path = process.env['CHROME_PATH'] ?? 'chromium';
  try {
    return execFileSync(path, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
