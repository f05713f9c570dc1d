// What becomes of a block that was sent: each word that nodes are on record with, lost answers, and nodes that start again.

import { describe, expect, it } from 'vitest';
import { NodeCallError } from '../../../../src/source/index.ts';
import {
  readSubmitAnswer,
  SUBMIT_LATER_MS,
  SUBMIT_LIMIT_MS,
  SUBMIT_RETRY_MS,
  submitBlock,
} from '../../../../src/source/node/block-submission.ts';
import type { NodeFault } from '../../../../src/source/node/node-call.ts';
import bcoin from '../../../vectors/gbt/gbt-errors-bcoin102.json' with { type: 'json' };
import knots from '../../../vectors/gbt/gbt-errors-knots0211.json' with { type: 'json' };

const BLOCK = { hex: () => '00', hash: 'ab'.repeat(32), height: 5, workId: null };
const OTHER = 'cd'.repeat(32);

type Answers = Readonly<Record<string, (nth: number) => unknown>>;

/** @param waitsToEnd - The end comes in this wait, from 1; 0 is before the first try. */
function sending(
  answers: Answers,
  workId: string | null = null,
  waitsToEnd = Number.POSITIVE_INFINITY,
  isWanted: (nowMs: number) => boolean = () => false,
) {
  const calls: string[] = [];
  const sent: (readonly unknown[])[] = [];
  const waits: number[] = [];
  const untold: string[] = [];
  const delays: string[] = [];
  const end = new AbortController();
  let nowMs = 0;
  if (waitsToEnd === 0) end.abort();
  const verdict = submitBlock(
    { ...BLOCK, workId },
    {
      call: async (method, params) => {
        calls.push(method);
        const answer = answers[method];
        if (answer === undefined)
          throw new NodeCallError('error', `no ${method}`, { code: -32601, words: 'no' });
        sent.push(params);
        return answer(calls.filter((one) => one === method).length);
      },
      clock: () => nowMs,
      isWanted: () => isWanted(nowMs),
      sleep: async (ms) => {
        nowMs += ms;
        if (waits.push(ms) === waitsToEnd) end.abort();
        end.signal.throwIfAborted();
      },
      signal: end.signal,
      clear: (words) => words.replaceAll('hunter', '…'),
      onUntold: (method) => untold.push(method),
      onDelay: (problem) => delays.push(problem),
    },
  );
  return { verdict, calls, sent, waits, end, untold, delays };
}

const lost = () => {
  throw new NodeCallError('lost', 'the connection ended');
};
function fail(fault: NodeFault, code: number | null = null): never {
  throw new NodeCallError(fault, 'a sentence', { code, words: code === null ? '' : 'its words' });
}
const tip = (hash: string) => () => hash;

/** What every answer on record means where the node's chain has another block at that height. */
const MEANINGS: Readonly<Record<string, 'rejected' | 'look'>> = {
  'high-hash': 'rejected',
  'bad-txnmrklroot': 'rejected',
  'bad-cb-amount': 'rejected',
  'bad-cb-height': 'rejected',
  'bad-witness-merkle-match': 'rejected',
  'time-too-old': 'rejected',
  'time-too-new': 'rejected',
  'bad-diffbits': 'rejected',
  'bad-version(0x00000001)': 'rejected',
  'bad-prevblk': 'rejected',
  'prev-blk-not-found': 'rejected',
  duplicate: 'look',
  inconclusive: 'look',
  null: 'look',
};

const RECORDED = [
  ...bcoin.out.map((one) => ({ node: 'bcoin', ...one })),
  ...knots.out.map((one) => ({ node: 'Knots', ...one })),
];

describe('words on record', () => {
  it.each(RECORDED.filter(({ submitblock }) => typeof submitblock !== 'object' || submitblock === null))(
    '$node, $case: $submitblock',
    async ({ submitblock }) => {
      const words = String(submitblock).replace('rejected: ', '');
      const other = {
        submitblock: () => submitblock,
        getbestblockhash: tip(OTHER),
        getblockhash: tip(OTHER),
      };
      const mine = { ...other, getbestblockhash: tip(BLOCK.hash) };
      if (MEANINGS[words] === 'look') {
        // Only the chain tells.
        const said = submitblock === null ? /in its chain$/u : new RegExp(`\\(${words}\\)$`, 'u');
        expect(await sending(other).verdict).toEqual({ kind: 'stale', reason: expect.stringMatching(said) });
        expect(await sending(mine).verdict).toEqual({ kind: 'accepted' });
      } else {
        expect(MEANINGS[words]).toBe('rejected');
        for (const answers of [other, mine]) {
          const { verdict, calls } = sending(answers);
          expect(await verdict).toEqual({ kind: 'rejected', reason: words });
          expect(calls).toEqual(['submitblock']);
        }
      }
    },
  );

  it.each(RECORDED.filter(({ submitblock }) => typeof submitblock === 'object' && submitblock !== null))(
    '$node, $case: an error, which is a refusal',
    async ({ submitblock }) => {
      const { error } = submitblock as {
        readonly error: { readonly code: number; readonly message: string };
      };
      const { verdict, waits } = sending({
        submitblock: () => {
          throw new NodeCallError('error', error.message, { code: error.code, words: error.message });
        },
      });
      expect(await verdict).toEqual({ kind: 'rejected', reason: error.message });
      expect(waits).toEqual([]);
    },
  );

  it.each(['duplicate-inconclusive', 'rejected: duplicate-inconclusive'])(
    '%s leaves it open',
    async (words) => {
      const { verdict } = sending({ submitblock: () => words, getbestblockhash: tip(BLOCK.hash) });
      expect(await verdict).toEqual({ kind: 'accepted' });
    },
  );

  it.each([
    ['duplicate-invalid', 'duplicate-invalid'],
    ['rejected: ', ''],
    ['', ''],
    ['two\nlines', 'two lines'],
    [false, 'false'],
    [0, '0'],
    [{ reject: 'because' }, 'an object'],
    [['because'], 'a list'],
    ['bad, hunter', 'bad, …'],
  ])('%j, which nobody knows, is a refusal in the node’s own words', async (answer, reason) => {
    const { verdict } = sending({ submitblock: () => answer, getbestblockhash: tip(BLOCK.hash) });
    expect(await verdict).toEqual({ kind: 'rejected', reason });
  });

  it('in a sea of brackets end nothing: no printer of JSON gets to their bottom', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(readSubmitAnswer(deep, (text) => text)).toEqual({ kind: 'rejected', words: 'a list' });
  });

  it('of a block that cannot be read are a refusal', async () => {
    const { verdict } = sending({
      submitblock: () => {
        throw new NodeCallError('error', 'Block decode failed', { code: -22, words: 'Block decode failed' });
      },
    });
    expect(await verdict).toEqual({ kind: 'rejected', reason: 'Block decode failed' });
  });

  it.each(['stale-prevblk', 'stale-work', 'inconclusive-not-best-prevblk'])('%s is too late', (words) => {
    expect(readSubmitAnswer(words, (text) => text)).toEqual({ kind: 'stale', words });
  });
});

describe('a block', () => {
  it('that is the newest one is accepted', async () => {
    const { verdict, calls, delays } = sending({
      submitblock: () => null,
      getbestblockhash: tip(BLOCK.hash),
    });
    expect(await verdict).toEqual({ kind: 'accepted' });
    expect(calls).toEqual(['submitblock', 'getbestblockhash']);
    expect(delays).toEqual([]);
  });

  it('with another on top of it is accepted, too', async () => {
    const { verdict } = sending({
      submitblock: () => null,
      getbestblockhash: tip(OTHER),
      getblockhash: () => BLOCK.hash,
    });
    expect(await verdict).toEqual({ kind: 'accepted' });
  });

  it('that was taken on an old tip, with null for an answer, is stale', async () => {
    const { verdict } = sending({
      submitblock: () => null,
      getbestblockhash: tip(OTHER),
      getblockhash: () => OTHER,
    });
    expect(await verdict).toMatchObject({
      kind: 'stale',
      reason: expect.stringMatching(/another one is in its chain/u),
    });
  });

  it('that was taken is not refused because the node does not tell its newest block', async () => {
    const mute = () => {
      throw new NodeCallError('error', 'no', { code: -32603, words: 'no' });
    };
    const { verdict } = sending({ submitblock: () => null, getbestblockhash: mute });
    expect(await verdict).toEqual({ kind: 'unanswered', reason: 'no' });
    const later = sending({
      submitblock: () => null,
      getbestblockhash: (nth) => (nth === 1 ? mute() : BLOCK.hash),
    });
    expect(await later.verdict).toEqual({ kind: 'accepted' });
  });

  describe('at a node that lets nobody look at its chain', () => {
    const forbid = () => fail('forbidden');

    it.each([null, 'duplicate'])('is accepted where the answer is %j', async (answer) => {
      for (const answers of [
        { submitblock: () => answer, getbestblockhash: forbid },
        { submitblock: () => answer, getbestblockhash: tip(OTHER), getblockhash: forbid },
      ]) {
        const { verdict, waits, untold } = sending(answers);
        expect(await verdict).toEqual({ kind: 'accepted' });
        expect(waits).toEqual([]);
        expect(untold).toEqual([Object.keys(answers).at(-1)]);
      }
    });

    it('is in doubt where the answer is an open one', async () => {
      const { verdict, waits, untold } = sending({
        submitblock: () => 'inconclusive',
        getbestblockhash: forbid,
      });
      expect(await verdict).toEqual({
        kind: 'unanswered',
        reason: 'the node says “inconclusive”, and does not allow getbestblockhash',
      });
      expect([waits, untold]).toEqual([[], []]);
    });

    it('is sent again where the answer was lost', async () => {
      const { verdict, calls } = sending({
        submitblock: (nth) => (nth === 1 ? lost() : null),
        getbestblockhash: forbid,
      });
      expect(await verdict).toEqual({ kind: 'accepted' });
      expect(calls).toEqual(['submitblock', 'getbestblockhash', 'submitblock', 'getbestblockhash']);
    });
  });

  it('whose answer was lost is looked for before it is sent again', async () => {
    const { verdict, calls, waits } = sending({ submitblock: lost, getbestblockhash: tip(BLOCK.hash) });
    expect(await verdict).toEqual({ kind: 'accepted' });
    expect(calls).toEqual(['submitblock', 'getbestblockhash']);
    expect(waits).toEqual([SUBMIT_RETRY_MS[0]]);
  });

  it('is sent again to a node that starts again', async () => {
    const { verdict, calls } = sending({
      submitblock: (nth) => (nth < 3 ? lost() : null),
      getbestblockhash: (nth) => (nth < 3 ? OTHER : BLOCK.hash),
      getblockhash: () => OTHER,
    });
    expect(await verdict).toEqual({ kind: 'accepted' });
    expect(calls.filter((method) => method === 'submitblock')).toHaveLength(3);
  });

  it('is sent with the name that the template has for it, if it has one', async () => {
    for (const [workId, params] of [
      [null, ['00']],
      ['w1', ['00', { workid: 'w1' }]],
      ['', ['00', { workid: '' }]],
    ] as const) {
      const { verdict, sent } = sending(
        { submitblock: () => null, getbestblockhash: tip(BLOCK.hash) },
        workId,
      );
      await verdict;
      expect(sent[0]).toEqual(params);
    }
  });

  it.each<[string, () => never]>([
    ['is still starting', () => fail('error', -28)],
    ['has a new cookie', () => fail('denied')],
    ['is not there', () => fail('unreachable')],
    ['has a web server before it', () => fail('nonsense')],
  ])('is sent again to a node that %s', async (_what, failing) => {
    const { verdict, calls, waits } = sending({
      submitblock: (nth) => (nth === 1 ? failing() : null),
      getbestblockhash: (nth) => (nth === 1 ? failing() : BLOCK.hash),
    });
    expect(await verdict).toEqual({ kind: 'accepted' });
    // The third try found the block before it was sent again.
    expect(calls).toEqual(['submitblock', 'getbestblockhash', 'getbestblockhash']);
    expect(waits).toEqual(SUBMIT_RETRY_MS.slice(0, 2));
  });

  it.each([-1, -8, -32601, -32603])('that is answered with the error %i is not sent again', async (code) => {
    const { verdict, calls } = sending({ submitblock: () => fail('error', code), getbestblockhash: lost });
    expect(await verdict).toEqual({ kind: 'rejected', reason: 'its words' });
    expect(calls).toEqual(['submitblock']);
  });

  it('that the node has, but a heavier chain does not, is stale also where the first answer was lost', async () => {
    const { verdict } = sending({
      submitblock: (nth) => (nth === 1 ? lost() : 'duplicate'),
      getbestblockhash: tip(OTHER),
      getblockhash: () => fail('error', -8),
    });
    expect(await verdict).toEqual({ kind: 'stale', reason: expect.stringMatching(/\(duplicate\)$/u) });
  });

  it('whose answer is lost is sent again, until one is not', async () => {
    const { verdict, calls } = sending({
      submitblock: (nth) => (nth === 1 ? lost() : 'high-hash'),
      getbestblockhash: tip(OTHER),
      getblockhash: tip(OTHER),
    });
    expect(await verdict).toEqual({ kind: 'rejected', reason: 'high-hash' });
    expect(calls).toEqual(['submitblock', 'getbestblockhash', 'getblockhash', 'submitblock']);
  });

  it('is given up at the end, before it was sent, while it is sent, and between two tries', async () => {
    const ended = { kind: 'unanswered', reason: 'ended before the node answered' };
    const before = sending({ submitblock: lost }, null, 0);
    expect(await before.verdict).toEqual(ended);
    expect(before.calls).toEqual([]);
    const meanwhile = sending({
      submitblock: async () => {
        await null;
        meanwhile.end.abort();
        return lost();
      },
    });
    expect(await meanwhile.verdict).toEqual(ended);
    expect(meanwhile.waits).toEqual([]);
    const between = sending({ submitblock: lost, getbestblockhash: lost }, null, 3);
    expect(await between.verdict).toEqual(ended);
    expect(between.waits).toHaveLength(3);
  });

  it('hides no mistake of ours', async () => {
    const { verdict } = sending({
      submitblock: () => {
        throw new TypeError('a mistake');
      },
    });
    await expect(verdict).rejects.toThrow('a mistake');
  });

  it('is sent again for half an hour while it would still be the newest', async () => {
    const { verdict, waits, delays } = sending(
      { submitblock: lost, getbestblockhash: lost },
      null,
      undefined,
      () => true,
    );
    expect(await verdict).toMatchObject({ kind: 'unanswered' });
    expect(waits.slice(0, 7)).toEqual([...SUBMIT_RETRY_MS]);
    // That is long enough for people to want to know.
    expect(delays).toEqual(['the connection ended']);
    expect(new Set(waits.slice(7))).toEqual(new Set([SUBMIT_LATER_MS]));
    const allMs = waits.reduce((sum, ms) => sum + ms, 0);
    expect(Math.abs(allMs - SUBMIT_LIMIT_MS)).toBeLessThan(2 * SUBMIT_LATER_MS);
  });

  it('whose place another one has taken is looked for once more, and then given up', async () => {
    const isWanted = (nowMs: number) => nowMs < 300_000;
    const { verdict, waits } = sending(
      { submitblock: lost, getbestblockhash: lost },
      null,
      undefined,
      isWanted,
    );
    expect(await verdict).toMatchObject({ kind: 'unanswered' });
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(340_000);
    const late = sending(
      {
        submitblock: lost,
        getbestblockhash: (nth) => (nth < 12 ? lost() : OTHER),
        getblockhash: () => BLOCK.hash,
      },
      null,
      undefined,
      isWanted,
    );
    expect(await late.verdict).toEqual({ kind: 'accepted' });
  });

  it('is put together for each try, and kept for none', async () => {
    let count = 0;
    const waitsWithNothing = await submitBlock(
      {
        ...BLOCK,
        workId: null,
        hex: () => {
          count++;
          return '00';
        },
      },
      {
        call: async (method) => (method === 'submitblock' ? lost() : OTHER),
        sleep: async () => {},
        clock: () => 0,
        isWanted: () => false,
        signal: new AbortController().signal,
        clear: (words) => words,
        onUntold: () => {},
        onDelay: () => {},
      },
    );
    expect(waitsWithNothing.kind).toBe('unanswered');
    expect(count).toBe(1 + SUBMIT_RETRY_MS.length);
  });

  it('is given up after a minute of no answer, and nobody knows', async () => {
    const { verdict, waits } = sending({ submitblock: lost, getbestblockhash: lost });
    expect(await verdict).toEqual({ kind: 'unanswered', reason: 'the connection ended' });
    expect(waits).toEqual([...SUBMIT_RETRY_MS]);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(55_000);
  });
});
