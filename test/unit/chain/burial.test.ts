/** Burial: deep blocks take little memory and answer as before; what forks below them is refused and forgotten. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { HeaderNode } from '../../../src/chain/header-node.ts';
import { HeaderTree } from '../../../src/chain/header-tree.ts';
import type { HeaderHistory } from '../../../src/chain/history.ts';
import type { ChainParameters } from '../../../src/chain/parameters.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { targetFromCompact } from '../../../src/primitives/target.ts';
import { Dice } from '../../../src/simulation/random.ts';
import { mainnetParameters } from '../../../src/source/mainnet.ts';
import { EASY, EASY_BITS, GENESIS, mineBranch, mineHeader, START_TIME } from './support.ts';

const NOW = START_TIME + 10_000_000;

const treeOf = (keptBlocks: number, parameters: Partial<ChainParameters> = {}) =>
  new HeaderTree({ parameters: { ...EASY, ...parameters }, genesis: GENESIS, keptBlocks });

function grow(tree: HeaderTree, headers: readonly Uint8Array[]): void {
  for (const header of headers) {
    const verdict = tree.accept(header, NOW);
    if (!verdict.ok) throw new Error(`${verdict.reason}: ${verdict.detail}`);
  }
}

const fieldsOf = ({ height, hash, header, time, nBits, target, chainwork }: HeaderNode) => ({
  height,
  hash: [...hash],
  header: [...header],
  time,
  nBits,
  target,
  chainwork,
});

/** All that a history says, read forwards, then backwards. */
function readAll(history: HeaderHistory) {
  const heights = Array.from({ length: history.tipHeight + 1 }, (_, height) => height);
  return [...heights, ...heights.toReversed()].map((height) => [
    history.timeAt(height),
    history.targetAt(height),
    history.targetNumberAt(height),
    history.chainworkAt(height),
  ]);
}

/** Three targets by the block's time, so that neighbours differ and work is not a number of blocks. */
const BITS = [EASY_BITS, 0x203fffff, 0x201f0000];
const bitsAt = (time: number) => BITS[time % 3]!;
const byTime = { requiredTarget: (_: HeaderHistory, time: number) => targetFromCompact(bitsAt(time)) };

describe('a tree that buries against one that keeps everything', () => {
  it('gives the same verdicts, best chain and histories on a chain that forks again and again', () => {
    const small = treeOf(16, byTime);
    const whole = treeOf(Number.POSITIVE_INFINITY, byTime);
    const dice = new Dice(7);
    const headers = [GENESIS];
    for (let i = 1; i <= 400; i++) {
      // Up to seven blocks below the tip; now and then one of its blocks, however old, or the newest of all.
      const { tip } = whole;
      const parent = whole.at(Math.max(0, tip.height - (dice.u32() % 3 === 0 ? dice.u32() % 8 : 0)))!;
      const time = parent.time + 1 + (dice.u32() % 600);
      const known = [whole.at(dice.u32() % (tip.height + 1))!.header, headers.at(-1)!];
      const header =
        dice.u32() % 10 === 0
          ? known[i % 2]!
          : mineHeader(parent.header, { time, nBits: bitsAt(time), label: i });
      const verdicts = [small, whole].map((tree) => tree.accept(header, NOW));
      const [mine, other] = verdicts.map((verdict) =>
        verdict.ok ? { node: fieldsOf(verdict.node), change: verdict.change?.left.map(fieldsOf) } : verdict,
      );
      expect(mine).toEqual(other);
      if (verdicts[1]!.ok) headers.push(header);
      if (i % 50 !== 0) continue;
      expect(readAll(small.historyOf())).toEqual(readAll(whole.historyOf()));
      const side = verdicts.map((verdict) => (verdict.ok ? verdict.node : null));
      if (side[0] && side[1]) {
        expect(readAll(small.historyOf(side[0]))).toEqual(readAll(whole.historyOf(side[1])));
      }
    }
    expect(whole.tip.height).toBeGreaterThan(150);
    for (let height = 0; height <= whole.tip.height; height++) {
      const node = whole.at(height)!;
      expect(fieldsOf(small.at(height)!)).toEqual(fieldsOf(node));
      expect(fieldsOf(small.find(node.hash)!)).toEqual(fieldsOf(node));
      expect(small.isBest(small.at(height)!)).toBe(true);
    }
    // It has forgotten old side branches.
    expect(small.size).toBeLessThan(whole.size);
    expect(small.at(whole.tip.height + 1)).toBeUndefined();
    expect(small.at(-1)).toBeUndefined();
    expect(small.at(1.5)).toBeUndefined();
    expect(() => small.historyOf().timeAt(-1)).toThrow(RangeError);
    expect(() => small.historyOf().timeAt(1.5)).toThrow(RangeError);
  });

  it('gives the same about the first 4,033 real headers', () => {
    const file = new URL('../../../data/btc_headers_0_4032.bin', import.meta.url);
    const headers = new Uint8Array(readFileSync(file));
    const headerAt = (height: number) => headers.subarray(80 * height, 80 * height + 80);
    const [small, whole] = [50, Number.POSITIVE_INFINITY].map((keptBlocks) => {
      const tree = new HeaderTree({ parameters: mainnetParameters(), genesis: headerAt(0), keptBlocks });
      for (let height = 1; height < 4033; height++) tree.accept(headerAt(height), 2e9);
      return tree;
    });
    expect(small!.tip.height).toBe(4032);
    expect(readAll(small!.historyOf())).toEqual(readAll(whole!.historyOf()));
    for (let height = 0; height < 4033; height++) {
      expect(small!.find(whole!.at(height)!.hash)!.height).toBe(height);
      expect(small!.accept(headerAt(height), 2e9)).toMatchObject({ reason: 'duplicate' });
    }
  });
});

describe('what is buried', () => {
  const trunk = mineBranch(GENESIS, START_TIME, 40, 1);
  /** Of 41 blocks the lowest that stays a node: buried by twos, once ten are kept. */
  const ROOT = 32;
  const grown = () => {
    const tree = treeOf(8);
    grow(tree, trunk);
    return tree;
  };

  it('is final: a fork at the lowest kept block is taken, one block deeper it is refused', () => {
    const tree = grown();
    expect(tree.at(ROOT)).toBe(tree.at(ROOT));
    expect(tree.at(ROOT - 1)).not.toBe(tree.at(ROOT - 1));
    const fork = (height: number) =>
      tree.accept(mineHeader(trunk[height - 1]!, { time: START_TIME + 600 * height + 7, label: 9 }), NOW);
    expect(fork(ROOT)).toMatchObject({ ok: true, change: null });
    expect(fork(ROOT - 1)).toMatchObject({
      reason: 'prev-blk-not-found',
      detail: 'the parent lies so deep that the chain is final there',
    });
    const unknown = mineHeader(mineHeader(trunk[39]!, { label: 8 }), { time: NOW });
    expect(tree.accept(unknown, NOW)).toMatchObject({
      reason: 'prev-blk-not-found',
      detail: 'the parent is not known',
    });
  });

  it('reorganises down to the lowest kept block', () => {
    const tree = grown();
    const side = mineBranch(trunk[ROOT - 1]!, START_TIME + 600 * ROOT, 9, 3);
    grow(tree, side);
    expect(tree.tip.hash).toEqual(hashHeader(side[8]!));
    expect(tree.at(ROOT)!.hash).toEqual(hashHeader(trunk[ROOT - 1]!));
    expect(tree.at(ROOT + 1)!.hash).toEqual(hashHeader(side[0]!));
  });

  it('takes side branches that begin there with it, however long, and the refused blocks', () => {
    const tree = treeOf(8);
    grow(tree, trunk.slice(0, 9));
    const fork = trunk[4]!;
    const side = mineBranch(fork, START_TIME + 3000, 4, 5);
    const refused = mineBranch(fork, START_TIME + 3000, 2, 6);
    grow(tree, [...side, ...refused]);
    tree.fail(tree.find(hashHeader(refused[0]!))!);
    const reasonOf = (header: Uint8Array) => {
      const verdict = tree.check(header, NOW);
      return verdict.ok ? 'ok' : verdict.reason;
    };
    expect([side[0]!, side[3]!].map(reasonOf)).toEqual(['duplicate', 'duplicate']);
    expect(refused.map(reasonOf)).toEqual(['duplicate-invalid', 'duplicate-invalid']);
    grow(tree, trunk.slice(9));
    expect([...side, ...refused].map(reasonOf)).toEqual(new Array(6).fill('prev-blk-not-found'));
    expect(tree.find(hashHeader(side[3]!))).toBeUndefined();
    expect(tree.size).toBe(41);
    // The trunk's own are known for good.
    expect(trunk.map(reasonOf)).toEqual(new Array(40).fill('duplicate'));
  });

  it('cannot be refused any more, and what is above can', () => {
    const tree = grown();
    for (const height of [0, 5, ROOT]) expect(() => tree.fail(tree.at(height)!)).toThrow(/above height 32/);
    expect(tree.fail(tree.at(ROOT + 1)!)!.left).toHaveLength(40 - ROOT);
    expect(tree.tip.height).toBe(ROOT);
  });

  it('is found from a block that somebody holds: parents lead down to the first', () => {
    const tree = treeOf(8);
    grow(tree, trunk.slice(0, 9));
    const held = tree.at(6)!;
    grow(tree, trunk.slice(9));
    const heights: number[] = [];
    for (let node: HeaderNode | null = held; node !== null; node = node.parent) {
      expect(node.hash).toEqual(tree.at(node.height)!.hash);
      heights.push(node.height);
    }
    expect(heights).toEqual([6, 5, 4, 3, 2, 1, 0]);
    expect(tree.at(40)!.parent).toBe(tree.at(39));
    expect(tree.historyOf(held).tipHeight).toBe(6);
    expect(tree.isBest(held)).toBe(true);
  });

  it('needs at least one block that is kept', () => {
    for (const keptBlocks of [0, -1, Number.NaN]) expect(() => treeOf(keptBlocks)).toThrow(/1 or more/);
    const tree = treeOf(1);
    grow(tree, trunk);
    expect(tree.tip.height).toBe(40);
  });
});
