// What stands on the line from easy to hard.

import type { ChainSnapshot, MiningSnapshot } from '../../miner/index.ts';
import { formatDifficulty, formatRough, formatWait, HASHES_PER_DIFFICULTY } from '../../primitives/index.ts';
import type { LineMark } from '../charts/target-line/layout.ts';
import type { LineDot } from '../charts/target-line/target-line.ts';

/** Newest blocks whose hashes are shown. */
const DOTS = 40;

/** The marks: this chain, the best share, Bitcoin at its beginning and today. */
export function lineMarks(
  { chain, bestShare }: Pick<MiningSnapshot, 'chain' | 'bestShare'>,
  bitcoinDifficulty: number,
): readonly LineMark[] {
  const marks: LineMark[] = [
    {
      label: 'difficulty 1',
      note: 'Bitcoin, January 2009',
      hashes: HASHES_PER_DIFFICULTY,
      kind: 'place',
    },
    {
      label: 'Bitcoin today',
      note: `difficulty ${formatDifficulty(bitcoinDifficulty)}`,
      hashes: bitcoinDifficulty * HASHES_PER_DIFFICULTY,
      kind: 'place',
    },
  ];
  if (chain !== null) {
    marks.push({
      label: 'this chain’s target',
      note: `1 hash in ${formatRough(chain.proof)}`,
      hashes: chain.proof,
      kind: 'target',
    });
  }
  if (bestShare !== null) {
    const hashes = bestShare.difficulty * HASHES_PER_DIFFICULTY;
    marks.push({ label: 'best share', note: `1 in ${formatRough(hashes)}`, hashes, kind: 'reached' });
  }
  return marks;
}

/**
 * The newest blocks' hashes, each as far beyond the present target as it was beyond its own; the rival's, whose target is
 * an easier one, are left out.
 */
export function lineDots({ blocks, proof }: Pick<ChainSnapshot, 'blocks' | 'proof'>): readonly LineDot[] {
  const newest = blocks.filter(({ finder }) => finder === 'you').slice(-DOTS);
  return newest.map(({ margin }, i) => ({ hashes: proof * margin, strength: (i + 1) / newest.length }));
}

/** How far Bitcoin is, in one sentence; what the line means, before there is a chain. */
export function lineWords(chain: MiningSnapshot['chain'], hps: number, bitcoinDifficulty: number): string {
  if (chain === null) return 'Left is easy, right is hard: a hash that lies beyond the target wins.';
  const factor = bitcoinDifficulty / chain.difficulty;
  const wait =
    hps > 0
      ? `: at this rate ${formatWait((bitcoinDifficulty * HASHES_PER_DIFFICULTY) / hps)} for a block`
      : '';
  return `Each dot is one of your blocks: how far beyond its target the hash fell. Bitcoin’s target is ${formatRough(factor)} times harder than this chain’s${wait}.`;
}
