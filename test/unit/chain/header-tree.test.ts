/** The header tree: most work wins, the first seen stays in a tie, and each fault has Bitcoin's word. */
import { describe, expect, it } from 'vitest';
import type { HeaderAccept, HeaderTree } from '../../../src/chain/header-tree.ts';
import { ArrayHistory } from '../../../src/chain/history.ts';
import { medianTimePast } from '../../../src/chain/median-time.ts';
import { parseHeader, serializeHeader } from '../../../src/primitives/header.ts';
import { hashHeader } from '../../../src/primitives/sha256.ts';
import { meetsTarget, targetFromCompact } from '../../../src/primitives/target.ts';
import { EASY_BITS, easyTree, GENESIS, mineBranch, mineHeader, START_TIME } from './support.ts';

const NOW = START_TIME + 1_000_000;
const heights = (nodes: readonly { height: number }[]) => nodes.map(({ height }) => height);
const reasonOf = (verdict: HeaderAccept) => (verdict.ok ? 'ok' : verdict.reason);

function accepted(tree: HeaderTree, header: Uint8Array) {
  const verdict = tree.accept(header, NOW);
  if (!verdict.ok) throw new Error(`${verdict.reason}: ${verdict.detail}`);
  return verdict;
}

describe('fork choice', () => {
  it('grows: what came, and nothing left', () => {
    const tree = easyTree();
    const [first, second] = mineBranch(GENESIS, START_TIME, 2, 1);
    expect(accepted(tree, first!).change).toEqual({ left: [], came: [tree.at(1)] });
    expect(accepted(tree, second!).change?.came).toEqual([tree.at(2)]);
    expect(tree.tip.height).toBe(2);
    expect(tree.tip.chainwork).toBe(3n * 2n);
  });

  it('keeps the first seen in a tie, and reorganises to more work, telling what left and what came', () => {
    const tree = easyTree();
    const trunk = mineBranch(GENESIS, START_TIME, 2, 1);
    const short = mineBranch(trunk[1]!, START_TIME + 1200, 2, 2);
    const long = mineBranch(trunk[1]!, START_TIME + 1200, 3, 3);
    for (const header of [...trunk, ...short]) accepted(tree, header);
    const tip = tree.tip;
    expect(accepted(tree, long[0]!).change).toBeNull();
    expect(accepted(tree, long[1]!).change).toBeNull();
    expect(tree.tip).toBe(tip);
    const { change } = accepted(tree, long[2]!);
    expect(heights(change!.left)).toEqual([4, 3]);
    expect(heights(change!.came)).toEqual([3, 4, 5]);
    expect(change!.left[0]).toBe(tip);
    expect(tree.tip.hash).toEqual(hashHeader(long[2]!));
    expect(tree.at(3)!.hash).toEqual(hashHeader(long[0]!));
    // And back, when the other branch gets two more.
    const [fifth, sixth] = mineBranch(short[1]!, START_TIME + 2400, 2, 4);
    expect(accepted(tree, fifth!).change).toBeNull();
    expect(heights(accepted(tree, sixth!).change!.left)).toEqual([5, 4, 3]);
  });

  it('counts work, not blocks', () => {
    const hard = 0x200fffff;
    const tree = easyTree({
      requiredTarget: (history, time) =>
        time % 2 === 1 ? targetFromCompact(hard) : history.targetAt(history.tipHeight),
    });
    const easy = mineBranch(GENESIS, START_TIME, 3, 1);
    for (const header of easy) accepted(tree, header);
    const one = mineHeader(GENESIS, { time: START_TIME + 601, nBits: hard });
    expect(heights(accepted(tree, one).change!.left)).toEqual([3, 2, 1]);
    expect(tree.tip.height).toBe(1);
  });

  it('sees the past of its own branch', () => {
    const tree = easyTree();
    const trunk = mineBranch(GENESIS, START_TIME, 3, 1);
    const side = mineBranch(trunk[0]!, START_TIME + 5000, 1, 2);
    for (const header of [...trunk, ...side]) accepted(tree, header);
    const history = tree.historyOf(tree.find(hashHeader(side[0]!)));
    expect(history.tipHeight).toBe(2);
    expect([0, 1, 2].map((height) => history.timeAt(height))).toEqual([
      START_TIME,
      START_TIME + 600,
      START_TIME + 5600,
    ]);
    expect(history.chainworkAt(2)).toBe(6n);
    expect(() => history.timeAt(3)).toThrow(/from 0 to 2, got 3/);
    expect(() => history.timeAt(-1)).toThrow(RangeError);
  });
});

describe('verdicts', () => {
  const parent = mineHeader(GENESIS, { label: 1 });
  const grown = () => {
    const tree = easyTree();
    accepted(tree, parent);
    return tree;
  };
  const time = START_TIME + 1200;

  it('ok: the control', () => {
    expect(reasonOf(grown().accept(mineHeader(parent, { time }), NOW))).toBe('ok');
  });

  it('high-hash: a nonce that does not win, a target above the limit, negative, zero, too large', () => {
    const header = parseHeader(mineHeader(parent, { time }));
    let nonce = header.nonce;
    let losing: Uint8Array;
    do losing = serializeHeader({ ...header, nonce: ++nonce });
    while (meetsTarget(hashHeader(losing), targetFromCompact(EASY_BITS)));
    const tree = grown();
    expect(tree.accept(losing, NOW)).toMatchObject({
      reason: 'high-hash',
      detail: 'hash is above the target',
    });
    for (const [nBits, detail] of [
      [0x2100ffff, "target is easier than the network's limit"],
      [0x20ffffff, 'target is negative'],
      [0, 'target is zero'],
      [0xff7fffff, 'target exceeds 256 bits'],
    ] as const) {
      expect(tree.accept(serializeHeader({ ...header, nBits }), NOW)).toMatchObject({
        reason: 'high-hash',
        detail,
      });
    }
  });

  it('prev-blk-not-found: a parent that nobody knows', () => {
    const header = mineHeader(parent, { time, prevHash: new Uint8Array(32).fill(7) });
    expect(reasonOf(grown().accept(header, NOW))).toBe('prev-blk-not-found');
  });

  it('bad-diffbits: proved work at another target', () => {
    const verdict = grown().accept(mineHeader(parent, { time, nBits: 0x203fffff }), NOW);
    expect(verdict).toMatchObject({ reason: 'bad-diffbits', detail: 'nBits is 203fffff, expected 207fffff' });
  });

  it('time-too-old: at the median of the past; one second later is fine', () => {
    const tree = grown();
    const median = medianTimePast(tree.historyOf());
    expect(median).toBe(START_TIME + 600);
    expect(reasonOf(tree.accept(mineHeader(parent, { time: median }), NOW))).toBe('time-too-old');
    expect(reasonOf(tree.accept(mineHeader(parent, { time: median + 1 }), NOW))).toBe('ok');
  });

  it('time-too-new: two hours and a second ahead; two hours are fine', () => {
    const tree = grown();
    const header = mineHeader(parent, { time });
    expect(reasonOf(tree.accept(header, time - 7201))).toBe('time-too-new');
    expect(reasonOf(tree.accept(header, time - 7200))).toBe('ok');
  });

  it('time-timewarp-attack: before the earliest time that the rule allows', () => {
    const tree = easyTree({ earliestTime: (history) => history.timeAt(history.tipHeight) - 600 });
    for (const header of mineBranch(GENESIS, START_TIME, 11, 1)) accepted(tree, header);
    const tip = tree.tip;
    const at = (offset: number) => mineHeader(tip.header, { time: tip.time + offset });
    expect(reasonOf(tree.accept(at(-601), NOW))).toBe('time-timewarp-attack');
    expect(reasonOf(tree.accept(at(-600), NOW))).toBe('ok');
  });

  it('bad-version: from the height on that asks for more', () => {
    const tree = grown();
    const second = mineHeader(parent, { time, version: 1 });
    expect(reasonOf(tree.accept(second, NOW))).toBe('ok');
    const old = mineHeader(second, { time: time + 600, version: 1 });
    expect(tree.accept(old, NOW)).toMatchObject({
      reason: 'bad-version',
      detail: 'version 1 is below 2, as height 3 needs',
    });
    expect(reasonOf(tree.accept(mineHeader(second, { time: time + 600, version: 2 }), NOW))).toBe('ok');
  });

  it('duplicate: known, wherever it stands', () => {
    const tree = grown();
    expect(reasonOf(tree.accept(parent, NOW))).toBe('duplicate');
    expect(reasonOf(tree.accept(GENESIS, NOW))).toBe('duplicate');
  });

  it('bad-prevblk and duplicate-invalid: a block that failed takes its children with it, and the rest goes on', () => {
    const tree = grown();
    const bad = mineBranch(parent, START_TIME + 600, 3, 5);
    const good = mineBranch(parent, START_TIME + 600, 2, 6);
    for (const header of [...bad, ...good]) accepted(tree, header);
    const failed = tree.find(hashHeader(bad[0]!))!;
    const change = tree.fail(failed);
    expect(heights(change!.left)).toEqual([4, 3, 2]);
    expect(heights(change!.came)).toEqual([2, 3]);
    expect(tree.tip.hash).toEqual(hashHeader(good[1]!));
    expect(reasonOf(tree.accept(bad[0]!, NOW))).toBe('duplicate-invalid');
    expect(reasonOf(tree.accept(bad[2]!, NOW))).toBe('duplicate-invalid');
    expect(reasonOf(tree.accept(mineHeader(bad[2]!, { time: START_TIME + 5000 }), NOW))).toBe('bad-prevblk');
    expect(reasonOf(tree.accept(mineHeader(good[1]!, { time: START_TIME + 5000 }), NOW))).toBe('ok');
    expect(() => tree.fail(tree.genesis)).toThrow(RangeError);
  });

  it('refuses what is not 80 bytes', () => {
    expect(() => grown().accept(new Uint8Array(79), NOW)).toThrow(/expected 80 bytes, got 79/);
  });
});

describe('median time past', () => {
  it.each([
    [1, 0],
    [2, 600],
    [3, 600],
    [11, 3000],
    [12, 3600],
  ])('%i blocks ten minutes apart: %i s after the first', (blocks, offset) => {
    const tree = easyTree();
    for (const header of mineBranch(GENESIS, START_TIME, blocks - 1, 1)) accepted(tree, header);
    expect(medianTimePast(tree.historyOf())).toBe(START_TIME + offset);
  });

  it('sorts times that run backwards', () => {
    const history = new ArrayHistory();
    for (const offset of [0, 900, 300, 800, 500]) history.push(START_TIME + offset, 2n ** 255n);
    expect(medianTimePast(history)).toBe(START_TIME + 500);
    // An even number: the later of the middle two.
    expect(medianTimePast(history, 3)).toBe(START_TIME + 800);
    expect(() => medianTimePast(history, 5)).toThrow(/from 0 to 4, got 5/);
    expect(() => medianTimePast(history, -1)).toThrow(RangeError);
  });
});
