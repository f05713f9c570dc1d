// A wall clock that is set while a run goes on is noticed once; one that drifts is not.

import { describe, expect, it } from 'vitest';
import { watchClock } from '../../../src/cli/clock-watch.ts';

function setUp() {
  const state = { steadyMs: 5000, wallMs: 1_700_000_000_000 };
  const check = watchClock(
    () => state.steadyMs,
    () => new Date(state.wallMs),
  );
  const pass = (ms: number) => {
    state.steadyMs += ms;
    state.wallMs += ms;
  };
  return { state, check, pass };
}

describe('watchClock', () => {
  it.each([
    [-3600, 'the wall clock was set back by 1 h; block times do not follow it'],
    [7260, 'the wall clock was set forward by 2 h 1 min; block times do not follow it'],
  ])('%i s: one sentence, once', (jumpSec, sentence) => {
    const { state, check, pass } = setUp();
    pass(1000);
    expect(check()).toBeNull();
    state.wallMs += jumpSec * 1000;
    expect(check()).toBe(sentence);
    pass(1000);
    expect(check()).toBeNull();
  });

  it('says nothing about half a minute of drift', () => {
    const { state, check } = setUp();
    state.wallMs += 30_000;
    expect(check()).toBeNull();
  });
});
