// Does the rule keep the pace of a chain that is really mined, and how soon after the hash rate is halved and doubled?
//
// 200 blocks at 5 s take about seventeen minutes: this question is answered only when it is asked by name.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MiningSummary } from '../src/miner/index.ts';
import type { Findings } from './measure.ts';

const PROGRAM = fileURLToPath(new URL('../cli/proofworks.js', import.meta.url));
const BLOCKS = 200;
const HALVED_AFTER = 70;
const DOUBLED_AFTER = 140;

interface BlockRow {
  readonly type: string;
  readonly height: number;
  readonly difficulty: number;
  readonly intervalSec: number;
}

export async function liveLoop(): Promise<Findings> {
  const directory = await mkdtemp(join(tmpdir(), 'proofworks-live-'));
  const options = [
    ...['--spacing', '5s', '--rule', 'asert', '--blocks', String(BLOCKS)],
    ...['--throttle', `100%,50%@${HALVED_AFTER},100%@${DOUBLED_AFTER}`],
  ];
  const rows = await mine([...options, '--data', join(directory, 'chain'), '--json']);
  await rm(directory, { recursive: true });
  const run = rows.at(-1) as unknown as MiningSummary;
  const [, halved, doubled] = run.changes;
  const settledBlocks = (change: typeof halved) => change?.settledBlocks ?? Number.POSITIVE_INFINITY;
  return {
    figures: [
      {
        what: 'mean interval, s, where 5 s is wanted',
        value: run.meanIntervalSec!,
        atLeast: 4.3,
        atMost: 5.7,
      },
      { what: 'blocks to within 15 % after halving', value: settledBlocks(halved), atMost: 60 },
      { what: 'blocks to within 15 % after doubling', value: settledBlocks(doubled), atMost: 60 },
    ],
    details: {
      options,
      run,
      blocks: (rows as unknown as BlockRow[])
        .filter(({ type }) => type === 'block')
        .map(({ intervalSec, difficulty }) => [
          Number(intervalSec.toFixed(3)),
          Number(difficulty.toPrecision(6)),
        ]),
    },
  };
}

function mine(options: readonly string[]): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, 'mine', ...options], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0)
        resolve(
          out
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line)),
        );
      else reject(new Error(`mine ended with exit code ${code}`));
    });
  });
}
