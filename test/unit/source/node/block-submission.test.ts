// What becomes of a block that was sent: each word that nodes are on record with, lost answers, and nodes that start again.

import { describe, expect, it } from 'vitest';
import { NodeCallError } from '../../../../src/source/index.ts';
import {
  readSubmitAnswer,
  SUBMIT_RETRY_MS,
  submitBlock,
} from '../../../../src/source/node/block-submission.ts';
import bcoin from '../../../vectors/gbt/gbt-errors-bcoin102.json' with { type: 'json' };
import knots from '../../../vectors/gbt/gbt-errors-knots0211.json' with { type: 'json' };

const BLOCK = { hex: '00', hash: 'ab'.repeat(32), height: 5, workId: null };
const OTHER = 'cd'.repeat(32);

type Answers = Readonly<Record<string, (nth: number) => unknown>>;

function sending(answers: Answers, workId: string | null = null) {
  const calls: string[] = [];
  const waits: number[] = [];
  const end = new AbortController();
  const verdict = submitBlock(
    { ...BLOCK, workId },
    {
      call: async (method, params) => {
        calls.push(method);
        const answer = answers[method];
        if (answer === undefined)
          throw new NodeCallError('error', `no ${method}`, { code: -32601, words: 'no' });
        void params;
        return answer(calls.filter((one) => one === method).length);
      },
      sleep: async (ms) => void waits.push(ms),
      signal: end.signal,
    },
  );
  return { verdict, calls, waits, end };
}

const lost = () => {
  throw new NodeCallError('lost', 'the connection ended');
};
const tip = (hash: string) => () => hash;

describe('words on record', () => {
  it.each([...bcoin.out, ...knots.out].filter(({ submitblock }) => typeof submitblock === 'string'))(
    '$case: $submitblock',
    async ({ submitblock }) => {
      const { verdict } = sending({ submitblock: () => submitblock, getbestblockhash: tip(OTHER) });
      const words = String(submitblock).replace('rejected: ', '');
      const kind = words === 'inconclusive' || words === 'duplicate' ? 'stale' : 'rejected';
      expect(await verdict).toMatchObject({ kind, reason: expect.stringContaining(words) });
    },
  );

  it('of a block that cannot be read are a refusal', async () => {
    const { verdict } = sending({
      submitblock: () => {
        throw new NodeCallError('error', 'Block decode failed', { code: -22, words: 'Block decode failed' });
      },
    });
    expect(await verdict).toEqual({ kind: 'rejected', reason: 'Block decode failed' });
  });

  it.each(['stale-prevblk', 'stale-work', 'inconclusive-not-best-prevblk'])('%s is too late', (words) => {
    expect(readSubmitAnswer(words)).toEqual({ kind: 'stale', words });
  });
});

describe('a block', () => {
  it('that is the newest one is accepted', async () => {
    const { verdict, calls } = sending({ submitblock: () => null, getbestblockhash: tip(BLOCK.hash) });
    expect(await verdict).toEqual({ kind: 'accepted' });
    expect(calls).toEqual(['submitblock', 'getbestblockhash']);
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

  it('is given up after a minute of no answer, and nobody knows', async () => {
    const { verdict, waits } = sending({ submitblock: lost, getbestblockhash: lost });
    expect(await verdict).toEqual({ kind: 'unanswered', reason: 'the connection ended' });
    expect(waits).toEqual([...SUBMIT_RETRY_MS]);
    expect(waits.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(55_000);
  });
});
