// A changed block in its row, what became of a rewriting, and blocks as the ruler takes them.

import { describe, expect, it } from 'vitest';
import {
  blockRows,
  remineBranch,
  rulerBlocks,
  rulerNow,
  rulerSpans,
} from '../../../../src/dashboard/mine/ruler-blocks.ts';
import { remineOutcome, tamperLinks, tamperRange } from '../../../../src/dashboard/mine/tamper-links.ts';
import { plausibleSnapshot } from './plausible-snapshot.ts';

const chain = plausibleSnapshot().chain!;
const { blocks } = chain;

describe('a changed block', () => {
  it('can be one of the last hundred', () => {
    expect(tamperRange({ height: 300 })).toEqual({ min: 201, max: 300 });
    expect(tamperRange({ height: 7 })).toEqual({ min: 1, max: 7 });
  });

  it('stands in a row with two before it and all after it', () => {
    expect(tamperLinks(blocks, 297, null).map(({ height }) => height)).toEqual([
      295, 296, 297, 298, 299, 300,
    ]);
    expect(
      tamperLinks(blocks, 297, null).every(({ isBroken, changed }) => !isBroken && changed === null),
    ).toBe(true);
  });

  it('breaks those after it', () => {
    const result = {
      blocks: [298, 299, 300].map((height, i) => ({
        height,
        hash: 'f'.repeat(64),
        verdict: i === 1 ? ('valid' as const) : ('high-hash' as const),
        margin: 0.1,
        header: new Uint8Array(80),
      })),
      work: 1,
      expectedSec: null,
    };
    const links = tamperLinks(blocks, 298, result);
    expect(links.map(({ isBroken }) => isBroken)).toEqual([false, false, true, false, true]);
    expect(links.map(({ isChanged }) => isChanged)).toEqual([false, false, true, false, false]);
    expect(links[0]!.changed).toBeNull();
    expect(links[2]!.changed).toBe('f'.repeat(64));
  });
});

describe('a rewriting', () => {
  const before = { fromHeight: 298, hash: 'e'.repeat(64), tipHeight: 300 };

  it('says what was replaced', () => {
    expect(remineOutcome(before, chain)).toMatch(/3 blocks were replaced from height 298 on/u);
    expect(remineOutcome({ ...before, fromHeight: 300 }, chain)).toMatch(/1 block was replaced/u);
  });

  it('says that nothing was', () => {
    expect(remineOutcome({ ...before, hash: blocks.at(-3)!.hash }, chain)).toMatch(/stayed as it was/u);
    expect(remineOutcome({ ...before, fromHeight: 5000 }, chain)).toMatch(/stayed as it was/u);
  });
});

describe('the ruler', () => {
  it('takes blocks with their luck and their finder', () => {
    const rows = [
      { ...blocks[0]!, margin: 8, finder: 'you' as const },
      { ...blocks[1]!, margin: 0.3, finder: 'rival' as const },
    ];
    expect(rulerBlocks(rows).map(({ luck, kind }) => [luck, kind])).toEqual([
      [3, 'own'],
      [0, 'other'],
    ]);
  });

  it('puts a branch under the blocks that it would replace', () => {
    const remine = { fromHeight: 299, branchBlocks: 3, branchWork: 1, oldWork: 2, expectedSec: null };
    expect(remineBranch(remine, blocks, 99).map(({ height, timeSec }) => [height, timeSec])).toEqual([
      [299, blocks.at(-2)!.time],
      [300, blocks.at(-1)!.time],
      [301, 99],
    ]);
    expect(remineBranch(null, blocks, 99)).toEqual([]);
  });

  it('ends where the chain’s clock stands', () => {
    const tip = blocks.at(-1)!.time;
    expect(rulerNow(blocks, null)).toBe(tip);
    expect(rulerNow(blocks, { waitedSec: 4.5, expectedSec: null, time: tip + 4 })).toBe(tip + 4.5);
    expect(rulerNow([], { waitedSec: 0, expectedSec: null, time: 50 })).toBe(50);
  });

  it('has spans for slow chains too', () => {
    expect(rulerSpans(2).map(({ label }) => label)).toEqual(['2 min', '10 min', 'all']);
    expect(rulerSpans(600).map(({ label }) => label)).toEqual(['2 h', '10 h', 'all']);
  });

  it('has a table, newest first', () => {
    const rows = blockRows(chain);
    expect(rows).toHaveLength(blocks.length);
    expect(rows[0]).toMatchObject({ height: 300, finder: 'GPU' });
  });
});
