// What a look at a pool tells of it.

import { describe, expect, it } from 'vitest';
import { probePool } from '../../../../src/source/index.ts';
import { VirtualTime } from '../../engine/support.ts';
import { account, GOOD, MemoryPools, type Reply } from './support.ts';

function probe(reply: Reply) {
  const time = new VirtualTime();
  const { connect } = new MemoryPools({ pool: reply });
  const timers = { sleep: time.sleep, every: time.every };
  const parts = { connect, clock: time.clock, timers, agent: 'proofworks/test' };
  return time.run(probePool(account('pool'), parts, new AbortController().signal));
}

describe('a look at a pool', () => {
  it('tells what was agreed on, and its first job', async () => {
    expect(await probe(GOOD)).toMatchObject({
      facts: { configure: 'agreed', versionMask: 0x1fffe000, subscription: { sessionId: 'session1' } },
      job: { jobId: 'b1' },
      refusal: null,
      resumes: true,
    });
  });

  it('that refuses the user still tells what it had said before', async () => {
    const report = await probe((request, connection) =>
      request.method === 'mining.authorize'
        ? { result: false, error: [24, 'Address validation error', null] }
        : GOOD(request, connection),
    );
    expect(report).toMatchObject({
      facts: { configure: 'agreed', subscription: { extraNonce2Bytes: 4 } },
      job: null,
      refusal: 'the pool refuses the user alice.rig: Address validation error',
      resumes: null,
    });
  });

  it('that hangs up at configure is asked without it', async () => {
    expect(
      await probe((request, connection) => {
        if (request.method !== 'mining.configure') return GOOD(request, connection);
        connection.cut();
        return undefined;
      }),
    ).toMatchObject({ facts: { configure: 'not asked' }, job: { jobId: 'b1' } });
  });

  it('that is none is told in a sentence', async () => {
    await expect(probe(() => undefined)).rejects.toThrow(/^the pool does not answer: is it/u);
  });

  it('shows no password, should the pool make names of it', async () => {
    const report = await probe((request, connection) => {
      if (request.method === 'mining.subscribe') {
        return { result: [[['mining.notify', 'sesame-open']], 'eb91026b', 4] };
      }
      if (request.method !== 'mining.authorize') return GOOD(request, connection);
      queueMicrotask(() => connection.job({ 0: 'job of sesame-open' }));
      return { result: true };
    });
    expect([report.job?.jobId, report.facts.subscription?.sessionId]).toEqual(['job of …', '…']);
  });
});
