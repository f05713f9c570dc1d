// The session's state in words, and what the bar offers.

import { describe, expect, it } from 'vitest';
import { stateWords } from '../../../../src/dashboard/work-bar/state-words.ts';
import type { MiningSnapshot, SessionState } from '../../../../src/miner/index.ts';
import { plausibleSnapshot } from '../mine/plausible-snapshot.ts';

const mining = plausibleSnapshot();
const inState = (state: SessionState, more: Partial<MiningSnapshot> = {}): MiningSnapshot => ({
  ...mining,
  state,
  ...more,
});

const OWN = { role: 'own', canTakeOver: false } as const;

describe('a session of one’s own', () => {
  it.each([
    ['opening', 'none', 'none'],
    ['ready', 'start', 'none'],
    ['starting', 'stop', 'none'],
    ['mining', 'stop', 'pause'],
    ['paused', 'stop', 'resume'],
    ['waiting', 'stop', 'none'],
    ['stopping', 'stopping', 'none'],
    ['failed', 'start', 'none'],
  ] as const)('that is %s offers %s and %s', (state, action, rest) => {
    expect(stateWords(inState(state), OWN)).toMatchObject({ action, rest });
  });

  it('says what mines, and why it rests', () => {
    expect(stateWords(mining, OWN)).toMatchObject({ state: 'Mining', detail: 'GPU and 8 CPU threads' });
    expect(stateWords(inState('paused', { pausedBy: 'hidden' }), OWN).detail).toMatch(/hidden/u);
    expect(stateWords(inState('paused', { pausedBy: 'battery' }), OWN).detail).toMatch(/battery/u);
  });

  it('says when it tries again, beside what is announced', () => {
    const engines = mining.engines.map((engine, i) => ({ ...engine, retrySec: i === 0 ? 7.2 : null }));
    expect(stateWords(inState('waiting', { engines }), OWN)).toMatchObject({
      detail: 'no engine works',
      passing: 'next try in 8 s',
    });
    expect(stateWords(inState('waiting'), OWN).detail).toBe('no engine works');
  });
});

describe('another tab’s session', () => {
  it('offers nothing while that one has it', () => {
    expect(stateWords(mining, { role: 'watching', canTakeOver: false })).toEqual({
      state: 'Watching another tab',
      detail: 'mining, GPU and 8 CPU threads',
      passing: '',
      action: 'none',
      rest: 'none',
    });
    expect(stateWords(inState('stopping'), { role: 'watching', canTakeOver: false }).detail).toBe('stopping');
  });

  it('says when it is free', () => {
    expect(stateWords(mining, { role: 'watching', canTakeOver: true }).state).toBe('The other tab is gone');
  });
});
