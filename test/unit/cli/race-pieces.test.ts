// A race in pieces: of about equal time, and the same as in one.

import { describe, expect, it } from 'vitest';
import { openRace, RaceInPieces } from '../../../src/cli/race-pieces.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';
import { RaceRun, raceCsv } from '../../../src/simulation/index.ts';
import { SMALL_WORLD } from '../simulation/arms-race/small-world.ts';

const PLAN = { scenario: SMALL_WORLD, machines: [], prices: [], seed: 3 };

/** Days of each piece, when each takes the same time. */
function pieces(msPerPiece: number): number[] {
  let ms = 0;
  const race = new RaceInPieces(PLAN, () => (ms += msPerPiece));
  const days: number[] = [];
  while (!race.isDone) {
    const before = race.daysDone;
    race.advance();
    days.push(race.daysDone - before);
  }
  return days;
}

describe('a race in pieces', () => {
  it('begins with ten days and doubles them while that takes no time', () => {
    expect(pieces(0)).toEqual([10, 20, 40, 80, 160, 320, 640, 556]);
  });

  it('goes on with shorter pieces where days are dear, down to one', () => {
    // 100 ms for 10 days: 5 in 50 ms; then 100 ms for 5.
    expect(pieces(100).slice(0, 6)).toEqual([10, 5, 3, 2, 1, 1]);
  });

  it('is the same race as in one piece', () => {
    const whole = new RaceRun(PLAN);
    const expected = raceCsv(whole.facts, whole.advance(Infinity), 'abc');
    const race = new RaceInPieces(PLAN, () => 0);
    while (!race.isDone) race.advance();
    expect(raceCsv(race.facts, race.days, 'abc')).toBe(expected);
  });

  it('that cannot be run is a mistake in one line', () => {
    const scenario = { ...SMALL_WORLD, hardware: { ...SMALL_WORLD.hardware, kinds: ['cpu'] as const } };
    const open = () => openRace({ ...PLAN, scenario }, () => 0);
    expect(open).toThrow(UsageError);
    expect(open).toThrow(/^the scenario cannot be run: [^\n]+$/u);
    expect(openRace(PLAN, () => 0).facts.days).toBe(1826);
  });
});
