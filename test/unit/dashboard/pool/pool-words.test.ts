import { describe, expect, it } from 'vitest';
import { csvText } from '../../../../src/dashboard/elements/csv.ts';
import { poolTiles } from '../../../../src/dashboard/pool/pool-tiles.ts';
import {
  lineWords,
  poolStateWords,
  proofSentence,
  rollingWords,
} from '../../../../src/dashboard/pool/pool-words.ts';
import {
  clockWords,
  SHARE_CSV_COLUMNS,
  shareCsvRows,
  shareRows,
  tallyParts,
  tallyRows,
  verdictWords,
} from '../../../../src/dashboard/pool/share-rows.ts';
import type { RemoteState } from '../../../../src/miner/index.ts';
import type { PoolStatus } from '../../../../src/source/index.ts';
import {
  CKPOOL_JOB,
  plausibleRemote,
  plausibleShare,
  plausibleStatus,
  plausibleTally,
} from './plausible-pool.ts';

describe('where it stands', () => {
  it('offers Start, Stop, Pause and Resume where they do something', () => {
    const offers = (state: RemoteState) => {
      const { action, rest } = poolStateWords(plausibleRemote({ state }));
      return `${action} ${rest}`;
    };
    expect(offers('ready')).toBe('start none');
    expect(offers('starting')).toBe('stop none');
    expect(offers('mining')).toBe('stop pause');
    expect(offers('paused')).toBe('stop resume');
    expect(offers('waiting')).toBe('stop none');
    expect(offers('stopping')).toBe('stopping none');
    expect(offers('failed')).toBe('start none');
  });

  it('counts down to the next try, and never says that nothing is left of it', () => {
    expect(lineWords({ state: 'waiting', retrySec: 3.2 })).toBe('cut off, next try in 4 s');
    expect(lineWords({ state: 'waiting', retrySec: 0 })).toBe('cut off, next try in 1 s');
    expect(lineWords({ state: 'waiting', retrySec: null })).toBe('cut off');
  });

  it('announces a cut once: the seconds and the tries pass by beside it', () => {
    const problem = 'ws://127.0.0.1:8080: the pool has closed the connection';
    const words = (['waiting', 'connecting', 'waiting'] as const).flatMap((state) =>
      [20, 19.5, 1].map((sec) => {
        const source = plausibleStatus({ state, problem, retrySec: state === 'waiting' ? sec : null });
        return poolStateWords(plausibleRemote({ state: 'waiting', source }));
      }),
    );
    expect(new Set(words.map(({ state, detail }) => `${state}, ${detail}`))).toEqual(
      new Set(['Waiting, cut off']),
    );
    expect(words.map(({ passing }) => passing)).toEqual([
      ...['next try in 20 s', 'next try in 20 s', 'next try in 1 s'],
      ...['connecting', 'connecting', 'connecting'],
      ...['next try in 20 s', 'next try in 20 s', 'next try in 1 s'],
    ]);
    const early = plausibleStatus({ state: 'greeting' });
    expect(poolStateWords(plausibleRemote({ state: 'waiting', source: early })).detail).toBe(
      'connected, no work yet',
    );
  });

  it('tells engines that are out from a pool that is away', () => {
    const engines = plausibleRemote().engines.map((engine) => ({ ...engine, state: 'lost' as const }));
    expect(poolStateWords(plausibleRemote({ state: 'waiting', engines })).detail).toBe('no engine works');
  });
});

describe('version rolling', () => {
  it('is unknown before the pool has said what it allows', () => {
    const say = (change: Partial<PoolStatus>) => rollingWords(plausibleStatus(change));
    expect(say({ versionMask: null, job: null })).toBe('–');
    expect(say({ versionMask: 0 })).toBe('not allowed');
    expect(say({ job: null })).toBe('16 bits');
    expect(say({})).toMatch(/^16 bits: .* headers from one merkle root$/u);
  });

  it('says where the pool’s job leaves nothing to roll', () => {
    const job = { ...CKPOOL_JOB, rollableBits: 0 };
    expect(rollingWords(plausibleStatus({ job }))).toMatch(/^16 bits, but none in this job/u);
  });
});

describe('proof against count', () => {
  it('agrees inside the Poisson interval, and says so where it does not', () => {
    const say = (found: number, expected: number) =>
      proofSentence(plausibleRemote({ shares: plausibleTally({ found, expected }) }));
    // Garwood's interval of 50 is 37.1 to 65.9.
    expect(say(50, 37.2)).toMatch(
      /50 were found\. .* 37\.1 to 65\.9 are due \(95 %\): so proof and count agree/u,
    );
    expect(say(50, 37.0)).toContain('more were found than that');
    expect(say(50, 65.8)).toContain('so proof and count agree');
    expect(say(50, 66.0)).toContain('fewer were found than that');
    expect(say(0, 0.4)).toContain('still to come');
    expect(say(1, 1)).toContain('given 1.00 share, and 1 was found');
  });

  it('says what of the count was credited', () => {
    const remote = plausibleRemote({
      hashCount: 1e12,
      minedSec: 1000,
      shares: plausibleTally({ acceptedProof: 9e11 }),
    });
    expect(proofSentence(remote)).toContain('Credited shares prove 900 MH/s, 90 % of the count.');
  });
});

describe('the tally', () => {
  it('parts all shares found, each once', () => {
    const shares = plausibleTally();
    expect(tallyParts(shares).reduce((sum, { count }) => sum + count, 0)).toBe(shares.found);
  });

  it('names rejected ones by the pool’s words', () => {
    expect(tallyRows(plausibleTally()).map(({ what, shares }) => `${what}: ${shares}`)).toEqual([
      'accepted: 40',
      'late, credited all the same: 1',
      'stale: 3',
      'rejected: low difficulty share: 2',
      'rejected: duplicate share: 1',
      'unanswered: 2',
      'asked, not answered yet: 1',
      'found in all: 50',
      'hardware errors: no shares, never sent: 0',
    ]);
  });

  it('has nothing to part before the first share', () => {
    const none = plausibleTally({
      found: 0,
      accepted: 0,
      stale: 0,
      staleCredited: 0,
      rejected: 0,
      rejectedBy: [],
      unanswered: 0,
      pending: 0,
    });
    expect(tallyRows(none).every(({ part }) => part === null)).toBe(true);
  });
});

describe('the log', () => {
  const log = [
    plausibleShare({ id: 1, verdict: 'rejected', reason: 'low "difficulty", share', answerMs: 20 }),
    plausibleShare({ id: 2, verdict: 'pending', answerMs: null }),
    plausibleShare({ id: 3, isLate: true }),
  ];

  it('has the newest first', () => {
    expect(shareRows(log).map(({ verdict }) => verdict)).toEqual([
      'accepted, late',
      'asked',
      'rejected: low "difficulty", share',
    ]);
    expect(verdictWords(plausibleShare({ isBlock: true }))).toBe('accepted, a block');
  });

  it('is a file that a spreadsheet reads', () => {
    const lines = csvText(SHARE_CSV_COLUMNS, shareCsvRows(log)).split('\r\n');
    expect(lines[0]).toContain('time_utc,difficulty');
    expect(lines[2]).toContain(',pending,,,no,no,');
    expect(lines[3]).toContain('rejected,"low ""difficulty"", share",20,no,no,');
  });

  it('has no formula of a pool’s', () => {
    const rows = shareCsvRows(['=1+1', '-1', '@a', '+1', 'a=1'].map((reason) => plausibleShare({ reason })));
    expect(rows.map(({ reason }) => reason)).toEqual(['a=1', "'+1", "'@a", "'-1", "'=1+1"]);
  });

  it('writes no time that is none', () => {
    expect(clockWords(1_795_330_100)).toMatch(/^\d\d:\d\d:\d\d$/u);
    expect(clockWords(1e20)).toBe('–');
  });
});

describe('the tiles', () => {
  const watts = { low: 16, guess: 40, high: 96 };
  const tiles = (remote = plausibleRemote()) =>
    Object.fromEntries(
      poolTiles(remote, watts).map(({ label, value, unit, note }) => [label, `${value} ${unit} ${note}`]),
    );

  it('say what it brings and costs', () => {
    const shown = tiles();
    expect(shown['hash rate, counted']).toMatch(/^98\.0 MH\/s /u);
    expect(shown['shares accepted']).toBe('40  of 50 found');
    expect(shown['power, estimated']).toMatch(/^39 W .*J\/TH/u);
    expect(shown['difficulty asked by the pool']).toMatch(/a share about every 43\.8 ms/u);
  });

  it('say nothing that nobody knows', () => {
    const shown = tiles(
      plausibleRemote({
        state: 'waiting',
        hashrateHps: 0,
        effectiveHps: null,
        acceptedHps: null,
        hashCount: 0,
        windows: [],
        bestShare: null,
        uptimeSec: 0,
        minedSec: 0,
        source: plausibleStatus({ difficulty: null, job: null }),
      }),
    );
    expect(Object.values(shown).join(' ')).not.toMatch(/NaN|null|undefined|Infinity/u);
    expect(shown['credited by the pool']).toBe('–  ');
  });
});
