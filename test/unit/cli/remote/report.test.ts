// The report at the end, the lines of shares, and the rows of --json.

import { describe, expect, it } from 'vitest';
import { NO_POWER } from '../../../../src/cli/power/power.ts';
import { endRow, eventRow, statsRow, workRow } from '../../../../src/cli/remote/events.ts';
import { creditedWork, reportLines } from '../../../../src/cli/remote/report.ts';
import { shareLine, shareLineHead } from '../../../../src/cli/remote/share-line.ts';
import { NODE, POOL, SHARE, sampleSnapshot, TALLY } from './sample.ts';

describe('creditedWork', () => {
  it('is the credited proof over the hashes counted, with the interval of so many shares', () => {
    const shares = { ...TALLY, accepted: 100, acceptedProof: 110 };
    const { ratio, low, high } = creditedWork({ shares, hashCount: 100 })!;
    expect(ratio).toBeCloseTo(1.1, 10);
    // Garwood's interval of a count of 100 is 81.4 to 121.6.
    expect(low).toBeCloseTo(1.1 * 0.8136, 3);
    expect(high).toBeCloseTo(1.1 * 1.2163, 3);
  });

  it('counts late shares that were credited', () => {
    const alone = creditedWork({ shares: { ...TALLY, accepted: 4, acceptedProof: 1 }, hashCount: 1 })!;
    const more = creditedWork({
      shares: { ...TALLY, accepted: 3, staleCredited: 1, acceptedProof: 1 },
      hashCount: 1,
    });
    expect(more).toEqual(alone);
  });

  it('is null without shares or hashes', () => {
    expect(creditedWork({ shares: { ...TALLY, accepted: 0 }, hashCount: 5 })).toBeNull();
    expect(creditedWork({ shares: TALLY, hashCount: 0 })).toBeNull();
  });
});

describe('reportLines', () => {
  it('are sentences', () => {
    expect(reportLines(sampleSnapshot())).toEqual([
      '1 h 5 min, 1 h 3 min of it mining: 45,000,000,000 hashes, 11.8 MH/s counted; 12.2 MH/s accepted; best share of difficulty 1.23 k',
      'shares: 131 accepted, 3 stale, 2 rejected (1 low difficulty share, 1 duplicate), 1 unanswered, 0 hardware errors',
      'credited work is 97.8 % of the hashes counted (95 % interval: 81.8 % to 116 %)',
      '1 block found',
    ]);
  });

  it('say that nothing was credited', () => {
    const shares = {
      ...TALLY,
      ...{ accepted: 0, stale: 2, staleCredited: 0, rejected: 0, rejectedBy: [], unanswered: 0, blocks: 0 },
      ...{ pending: 3, expected: 0.4 },
    };
    expect(reportLines(sampleSnapshot({ shares, acceptedHps: null, bestShare: null })).slice(1)).toEqual([
      'shares: 0 accepted, 2 stale, 0 rejected, 3 unanswered, 0 hardware errors',
      'no share was credited, where the hashes counted let one expect 0.400',
    ]);
  });

  it('say that nothing was counted, as after a stop while engines open', () => {
    for (const accepted of [0, 1]) {
      const shares = { ...TALLY, accepted, staleCredited: 0, blocks: 0 };
      expect(reportLines(sampleSnapshot({ shares, hashCount: 0 })).at(-1)).toBe(
        'no hashes were counted that credited work could be held against',
      );
    }
  });
});

describe('shareLine', () => {
  it('stands below its head', () => {
    const time = new Date(SHARE.time * 1000).toTimeString().slice(0, 8);
    const line = shareLine(SHARE, Number.POSITIVE_INFINITY);
    const head = shareLineHead(Number.POSITIVE_INFINITY);
    expect(line).toBe(`${time}  00000000abcdeeeeeeee            1.50          0.0800   31.4 ms  accepted`);
    expect(head.indexOf('verdict')).toBe(line.indexOf('accepted'));
    expect(head.indexOf('hash')).toBe(line.indexOf('0000'));
  });

  it.each([
    [89, 'time hash difficulty wanted answer verdict'],
    [88, 'time hash difficulty answer verdict'],
    [73, 'time hash difficulty answer verdict'],
    [72, 'time difficulty answer verdict'],
    [51, 'time difficulty answer verdict'],
    [40, 'time difficulty verdict'],
  ])('a terminal of %d columns has %s', (width, headings) => {
    const head = shareLineHead(width);
    const line = shareLine({ ...SHARE, isBlock: width > 40 }, width);
    expect(head.split(/ +/)).toEqual(headings.split(' '));
    expect(head.indexOf('verdict')).toBe(line.indexOf('accepted'));
    expect(line.length).toBeLessThanOrEqual(width);
  });

  it('says what is special, and no more than a line', () => {
    const row = {
      ...SHARE,
      verdict: 'stale',
      reason: 'job\nnot \x1b[1mfound',
      isLate: true,
      isBlock: true,
    } as const;
    expect(shareLine({ ...row, answerMs: null }, 120)).toMatch(
      / {10}stale, block, late, job not {2}\[1mfound$/,
    );
  });
});

describe('rows of --json', () => {
  it('tell shares, states and notices', () => {
    expect(eventRow({ type: 'share', row: SHARE })).toEqual({ type: 'share', ...SHARE });
    expect(eventRow({ type: 'state', state: 'waiting' })).toEqual({ type: 'state', state: 'waiting' });
    expect(eventRow({ type: 'notice', tone: 'bad', text: 'a' })).toEqual({
      type: 'notice',
      tone: 'bad',
      text: 'a',
    });
  });

  it('tell new work', () => {
    expect(workRow(NODE)).toEqual({
      type: 'work',
      ...{ height: 441, networkDifficulty: 4.6e-10, transactions: 2, valueSats: 625_130_000 },
    });
    expect(workRow(POOL)).toEqual({ type: 'work', jobId: '5f', difficulty: 0.08, networkDifficulty: 126e12 });
    expect(workRow({ ...POOL, job: null, difficulty: null })).toMatchObject({
      jobId: null,
      difficulty: null,
    });
  });

  it('tell figures on the way and at the end', () => {
    expect(statsRow(sampleSnapshot(), NO_POWER)).toMatchObject({ type: 'stats', hashCount: 45e9 });
    expect(endRow(sampleSnapshot(), NO_POWER)).toMatchObject({
      type: 'end',
      creditedWork: { ratio: 44 / 45 },
    });
  });
});
