// The books of shares: whatever comes in whatever order, each share is in one column, and no credit is invented.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { prepareWork } from '../../../../src/engine/index.ts';
import { type FoundShare, SHARE_LOG_ROWS, ShareLedger, type ShareRow } from '../../../../src/miner/index.ts';
import { cleanReason, ReasonTally } from '../../../../src/miner/remote/reason.ts';
import type { ShareVerdict } from '../../../../src/source/index.ts';
import { type Deferred, deferred, FakeEngine, SEED, turns, VirtualTime } from '../../engine/support.ts';
import { BLOCK_TARGET, SHARE_TARGET } from './support.ts';

const PROOF = 4096;
const time = new VirtualTime();
const engine = new FakeEngine({ time, hashrateHps: 1 });

function share(extras: Partial<FoundShare> = {}, firstByte = 1): FoundShare {
  const header = new Uint8Array(80);
  const order = { header, shareTarget: SHARE_TARGET, blockTarget: BLOCK_TARGET };
  const hash = new Uint8Array(32);
  hash[29] = firstByte;
  const work = prepareWork(1, header, SHARE_TARGET);
  return {
    share: { work, nonce: 0, hash },
    engine,
    order,
    proof: PROOF,
    isBlock: false,
    isLate: false,
    ...extras,
  };
}

function setUp() {
  const rows: ShareRow[] = [];
  let nowMs = 0;
  const ledger = new ShareLedger({
    clock: () => nowMs,
    nowSec: () => 1000.7,
    onVerdict: (row) => void rows.push(row),
  });
  return {
    ledger,
    rows,
    pass: (ms: number) => {
      nowMs += ms;
    },
    async enter(verdict: ShareVerdict, extras: Partial<FoundShare> = {}) {
      ledger.add(share(extras), 'js', Promise.resolve(verdict));
      await turns();
    },
  };
}

const ACCEPTED: ShareVerdict = { kind: 'accepted' };
const STALE: ShareVerdict = { kind: 'stale', reason: 'too late' };
const REJECTED: ShareVerdict = { kind: 'rejected', reason: 'low difficulty' };
const UNANSWERED: ShareVerdict = { kind: 'unanswered', reason: 'cut off' };

describe('a share', () => {
  it('is pending until its verdict, then in the log with the time that the answer took', async () => {
    const { ledger, rows, pass } = setUp();
    const answer = deferred<ShareVerdict>();
    ledger.add(share(), 'wasm x2', answer.promise);
    expect(ledger.tally).toMatchObject({ found: 1, pending: 1, accepted: 0, acceptedProof: 0 });
    const [pending] = ledger.log;
    expect(pending).toEqual({
      id: 1,
      time: 1000,
      hash: `0000${'01'}${'00'.repeat(29)}`,
      difficulty: expect.any(Number),
      wantedDifficulty: expect.any(Number),
      engine: 'wasm x2',
      isBlock: false,
      isLate: false,
      verdict: 'pending',
      reason: '',
      answerMs: null,
    });
    expect(pending!.wantedDifficulty * 2 ** 32).toBeCloseTo(PROOF, 0);
    expect(pending!.difficulty * 2 ** 32).toBeCloseTo(2 ** 24, -3);
    expect(rows).toEqual([]);
    pass(12);
    answer.resolve(ACCEPTED);
    await turns();
    expect(ledger.tally).toMatchObject({ found: 1, pending: 0, accepted: 1, acceptedProof: PROOF });
    expect(ledger.log).toEqual([{ ...pending, verdict: 'accepted', answerMs: 12 }]);
    expect(rows).toEqual(ledger.log);
  });

  it('goes into the column of its verdict, with the other side’s words', async () => {
    const { ledger, enter, rows } = setUp();
    for (const verdict of [ACCEPTED, STALE, REJECTED, REJECTED, UNANSWERED]) await enter(verdict);
    expect(ledger.tally).toMatchObject({
      found: 5,
      accepted: 1,
      stale: 1,
      staleCredited: 0,
      rejected: 2,
      unanswered: 1,
      pending: 0,
      acceptedProof: PROOF,
      rejectedBy: [{ reason: 'low difficulty', count: 2 }],
    });
    expect(ledger.foundProof).toBe(5 * PROOF);
    expect(rows.map(({ verdict, reason }) => `${verdict}: ${reason}`)).toEqual([
      'accepted: ',
      'stale: too late',
      'rejected: low difficulty',
      'rejected: low difficulty',
      'unanswered: cut off',
    ]);
  });

  it('that is late is stale at once, and stays so unless it is credited: then the proof counts, not the acceptance', async () => {
    const { ledger, enter, rows } = setUp();
    const answer = deferred<ShareVerdict>();
    ledger.add(share({ isLate: true }), 'js', answer.promise);
    expect(ledger.tally).toMatchObject({ found: 1, stale: 1, pending: 0 });
    expect(ledger.log[0]).toMatchObject({ verdict: 'stale', isLate: true, answerMs: null });
    answer.resolve(REJECTED);
    await turns();
    await enter(UNANSWERED, { isLate: true });
    await enter(STALE, { isLate: true });
    await enter(ACCEPTED, { isLate: true });
    expect(ledger.tally).toMatchObject({
      found: 4,
      accepted: 0,
      stale: 4,
      staleCredited: 1,
      rejected: 0,
      rejectedBy: [],
      unanswered: 0,
      acceptedProof: PROOF,
    });
    expect(rows.map(({ verdict }) => verdict)).toEqual(['stale', 'stale', 'stale', 'accepted']);
    expect(rows.map(({ reason }) => reason)).toEqual(['low difficulty', 'cut off', 'too late', '']);
  });

  it('is a block of ours only where it was credited', async () => {
    const { ledger, enter } = setUp();
    await enter(REJECTED, { isBlock: true });
    await enter(UNANSWERED, { isBlock: true });
    expect(ledger.tally.blocks).toBe(0);
    await enter(ACCEPTED, { isBlock: true });
    await enter(ACCEPTED, { isBlock: true, isLate: true });
    await enter(ACCEPTED);
    expect(ledger.tally.blocks).toBe(2);
  });
});

describe('the books', () => {
  it('add up after every step of any story', async () => {
    const verdict = fc.constantFrom(ACCEPTED, STALE, REJECTED, UNANSWERED);
    const step = fc.record({
      isLate: fc.boolean(),
      isBlock: fc.boolean(),
      verdict,
      /** How many of the waiting shares are judged after this one was found, and from which end. */
      judged: fc.nat(3),
      isNewestFirst: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 150 }), async (steps) => {
        const { ledger, rows } = setUp();
        const open: {
          readonly answer: Deferred<ShareVerdict>;
          readonly verdict: ShareVerdict;
          isLate: boolean;
        }[] = [];
        let credited = 0;
        const check = () => {
          const { found, accepted, stale, rejected, unanswered, pending, ...rest } = ledger.tally;
          expect(accepted + stale + rejected + unanswered + pending).toBe(found);
          expect(pending).toBe(open.filter(({ isLate }) => !isLate).length);
          expect(rest.acceptedProof).toBe((accepted + rest.staleCredited) * PROOF);
          expect(rest.acceptedProof).toBe(credited * PROOF);
          expect(rest.rejectedBy.reduce((sum, { count }) => sum + count, 0)).toBe(rejected);
          expect(ledger.log.length).toBe(Math.min(found, SHARE_LOG_ROWS));
          expect(ledger.log.at(-1)?.id ?? 0).toBe(found);
        };
        for (const { isLate, isBlock, verdict: said, judged, isNewestFirst } of steps) {
          const answer = deferred<ShareVerdict>();
          open.push({ answer, verdict: said, isLate });
          ledger.add(share({ isLate, isBlock }), 'js', answer.promise);
          check();
          for (let i = 0; i < judged && open.length > 0; i++) {
            const one = isNewestFirst ? open.pop()! : open.shift()!;
            if (one.verdict.kind === 'accepted') credited++;
            one.answer.resolve(one.verdict);
            await Promise.resolve();
            await Promise.resolve();
            check();
          }
        }
        for (const { answer, verdict: said } of open.splice(0)) {
          if (said.kind === 'accepted') credited++;
          answer.resolve(said);
        }
        await ledger.settled();
        check();
        expect(ledger.tally.pending).toBe(0);
        expect(rows.length).toBe(steps.length);
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it('keep a hundred rows, and judge a share whose row is gone', async () => {
    const { ledger, rows, enter } = setUp();
    const answer = deferred<ShareVerdict>();
    ledger.add(share(), 'js', answer.promise);
    for (let i = 0; i < SHARE_LOG_ROWS; i++) await enter(ACCEPTED);
    expect(ledger.log.length).toBe(SHARE_LOG_ROWS);
    expect(ledger.log[0]!.id).toBe(2);
    answer.resolve(REJECTED);
    await turns();
    expect(ledger.tally).toMatchObject({ accepted: SHARE_LOG_ROWS, rejected: 1, pending: 0 });
    expect(ledger.log.every(({ verdict }) => verdict === 'accepted')).toBe(true);
    expect(rows.at(-1)).toMatchObject({ id: 1, verdict: 'rejected' });
  });

  it('are the same objects until something changes', async () => {
    const { ledger, enter } = setUp();
    await enter(REJECTED);
    const { tally, log } = ledger;
    expect(ledger.tally).toBe(tally);
    expect(ledger.log).toBe(log);
    ledger.expect(0.25);
    expect(ledger.tally).not.toBe(tally);
    expect(ledger.tally.expected).toBe(0.25);
    expect(ledger.tally.rejectedBy).toBe(tally.rejectedBy);
    expect(ledger.log).toBe(log);
    ledger.addHardwareError();
    expect(ledger.tally).toMatchObject({ hardwareErrors: 1, found: 1 });
  });

  it('hold what they held, whatever happens later', async () => {
    const { ledger, enter } = setUp();
    await enter(ACCEPTED);
    const { tally, log } = ledger;
    const copy = structuredClone({ tally, log });
    await enter(REJECTED);
    expect({ tally, log }).toEqual(copy);
  });
});

describe('reasons', () => {
  it('are cut to 80 characters, none of them split, and lose what is no text', () => {
    expect(cleanReason('x'.repeat(80))).toBe('x'.repeat(80));
    expect(cleanReason('x'.repeat(81))).toBe('x'.repeat(80));
    expect(cleanReason('⛏️'.repeat(500)).length).toBeLessThanOrEqual(160);
    expect([...cleanReason('𝄞'.repeat(81))].length).toBe(80);
    expect(cleanReason('a\u001b[31mb\nc\u0000\u202ed\u2028\ud800')).toBe('a[31mbcd');
    expect(cleanReason(' \n ')).toBe('no reason given');
    expect(cleanReason('Job not found')).toBe('Job not found');
  });

  it('are never control characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        const clean = cleanReason(text);
        expect([...clean].length).toBeLessThanOrEqual(80);
        expect(clean).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+$/u);
      }),
      { seed: SEED },
    );
  });

  it('are counted by the first eight words, most frequent first, and the others together', () => {
    const tally = new ReasonTally();
    for (let i = 1; i <= 8; i++) for (let n = 0; n < i; n++) tally.add(`reason ${i}`);
    expect(tally.list.map(({ count }) => count)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    for (let i = 0; i < 1000; i++) tally.add(`another ${i}`);
    tally.add('reason 1');
    tally.add('other reasons');
    expect(tally.list.length).toBe(9);
    expect(tally.list.at(-1)).toEqual({ reason: 'other reasons', count: 1001 });
    expect(tally.list.reduce((sum, { count }) => sum + count, 0)).toBe(36 + 1000 + 2);
  });
});
