// A node, or what stands before it, may repeat a password in an answer that is no error; short ones of letters alone are left
// in the answer, since they may be words of it. Where such an answer's words are shown, they must not be.

import { describe, expect, it } from 'vitest';
import { REAL_TIMERS } from '../../../../src/miner/index.ts';
import { NodeSource, parseNodeUrl } from '../../../../src/source/index.ts';
import { httpCall } from '../../../../src/source/node/http-call.ts';
import { closers, serve, until } from './http-servers.ts';
import { changed } from './support.ts';

const PASSWORD = 'letmein';
const TIP = 'aa'.repeat(32);

type Answer = (method: string, isProposal: boolean) => unknown;

async function open(answer: Answer) {
  const port = await serve(({ id, method, ...body }, _request, response) => {
    const [first] = (body as { params?: [Record<string, unknown>?] }).params ?? [];
    if (first?.['longpollid'] !== undefined) return;
    response.end(JSON.stringify({ id, result: answer(method, first?.['mode'] === 'proposal'), error: null }));
  });
  const notices: string[] = [];
  const account = parseNodeUrl(`http://me:${PASSWORD}@127.0.0.1:${port}`, {});
  const source = new NodeSource({
    call: httpCall(account),
    url: account.url,
    payout: { script: Uint8Array.of(0x51), address: '1abc', network: 'main' },
    clock: () => performance.now(),
    timers: REAL_TIMERS,
    tag: '',
    firstExtraNonce: 0n,
    proposes: true,
  });
  closers.push(() => source.close());
  source.open({ hashrateHps: () => 0, onWork: () => {}, onNotice: (_tone, text) => notices.push(text) });
  return { source, notices };
}

function template(change: Record<string, unknown> = {}): Record<string, unknown> {
  const none = { transactions: [], default_witness_commitment: undefined };
  return changed({ previousblockhash: TIP, longpollid: 'p', ...none, ...change });
}

describe('a password of a few letters in an answer', () => {
  it('is not in the verdict on a block', async () => {
    const { source } = await open((method) =>
      method === 'submitblock' ? `rejected: bad-${PASSWORD}` : template(),
    );
    await until(() => source.status.height !== null);
    const verdict = await source.submit(source.next()!, 1, new Uint8Array(32).fill(1));
    expect(verdict).toEqual({ kind: 'rejected', reason: 'bad-…' });
  });

  it('is not in what is said of the network, nor of a proposal', async () => {
    const { notices } = await open((method, isProposal) => {
      if (method === 'getblockchaininfo') return { chain: `test ${PASSWORD}` };
      return isProposal ? `bad me:${PASSWORD}` : template();
    });
    await until(() => notices.length === 2);
    expect(notices.join('\n')).toMatch(/“test …”.*: bad …$/su);
  });

  it.each([
    [{ height: `x${PASSWORD}` }, /got "x…"$/u],
    // Cut in the middle of it.
    [{ height: `${'x'.repeat(37)}${PASSWORD}` }, /got "x{37}…"$/u],
    [{ coinbaseaux: { [PASSWORD]: 1 } }, /"coinbaseaux\.…"/u],
    [{ coinbaseaux: { [`${'x'.repeat(65)}${PASSWORD}`]: 1 } }, /"coinbaseaux\.x{65}…"/u],
    [{ rules: [`!${PASSWORD}`] }, /the rule "…"/u],
    [{ noncerange: PASSWORD }, /got "…"/u],
  ])('is not in what is said of a bad template: %o', async (change, words) => {
    const { source, notices } = await open(() => template(change));
    await until(() => notices.length > 0);
    expect(notices[0]).toMatch(words);
    expect(JSON.stringify([notices, source.status.problem])).not.toMatch(/letme/u);
  });
});
