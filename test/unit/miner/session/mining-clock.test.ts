// The time that is mined: it stands while nothing hashes, and while the machine sleeps.

import { describe, expect, it } from 'vitest';
import { MiningClock } from '../../../../src/miner/session/mining-clock.ts';

function createClock() {
  const machine = { nowMs: 1000 };
  return { machine, clock: new MiningClock(() => machine.nowMs) };
}

describe('a mining clock', () => {
  it('begins at 0, and runs only while it is told to', () => {
    const { machine, clock } = createClock();
    machine.nowMs += 500;
    expect(clock.now()).toBe(0);
    clock.run(true);
    machine.nowMs += 700;
    expect(clock.now()).toBe(700);
    clock.run(false);
    machine.nowMs += 60_000;
    clock.run(true);
    machine.nowMs += 4000;
    expect(clock.now()).toBe(4700);
  });

  it('stands for as long as nobody could read it, and never goes back', () => {
    const { machine, clock } = createClock();
    clock.run(true);
    machine.nowMs += 5000;
    // Late, and awake.
    expect(clock.now()).toBe(5000);
    machine.nowMs += 3_600_000;
    expect(clock.now()).toBe(5000);
    machine.nowMs += 250;
    expect(clock.now()).toBe(5250);
    // A sleep that ends with a stop counts no more than another.
    machine.nowMs += 3_600_000;
    clock.run(false);
    expect(clock.now()).toBe(5250);
  });
});
