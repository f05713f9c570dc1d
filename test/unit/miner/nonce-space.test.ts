import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NonceRange, Work } from '../../../src/engine/index.ts';
import { type Assignment, NonceSpace } from '../../../src/miner/nonce-space.ts';
import { randomWork, SEED, tilingFault } from '../engine/support.ts';

const WHOLE: NonceRange = { start: 0, count: 2 ** 32 };

function setUp() {
  const made: Work[] = [];
  const space = new NonceSpace(() => {
    const work = randomWork(made.length + 1);
    made.push(work);
    return work;
  });
  return { space, made };
}

describe('NonceSpace', () => {
  it('without work: nothing can be taken, and it is asked for each time; with some, once', () => {
    let work: Work | null = null;
    let asked = 0;
    const space = new NonceSpace(() => {
      asked++;
      return work;
    });
    expect([space.hasWork(), space.hasWork(), asked]).toEqual([false, false, 2]);
    expect(() => space.take(5)).toThrow(new RangeError('nothing can be taken while there is no work'));
    work = randomWork(1);
    asked = 0;
    expect([space.hasWork(), space.hasWork(), asked]).toEqual([true, true, 1]);
    const first = space.take(2 ** 32);
    expect(first).toEqual({ work, range: WHOLE });
    work = null;
    expect(space.hasWork()).toBe(false);
    // What comes back can be taken, also while there is nothing new.
    space.giveBack(first);
    expect(space.hasWork()).toBe(true);
    expect(space.take(7).range).toEqual({ start: 0, count: 7 });
    space.replaceWork();
    expect(space.hasWork()).toBe(false);
  });

  it('hands out every nonce of a job exactly once, then begins the next, whatever was given back', () => {
    const step = fc.record({
      count: fc.oneof(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 1, max: 2 ** 30 }),
        fc.constant(2 ** 32),
      ),
      isGivenBack: fc.boolean(),
      /** How many assignments stay out at once, as with engines side by side. */
      inFlight: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const { space, made } = setUp();
        const done = new Map<Work, NonceRange[]>();
        const out: Assignment[] = [];
        const finish = ({ work, range }: Assignment) => done.set(work, [...(done.get(work) ?? []), range]);
        // Twice round the steps with failures, then on without them until the third job begins.
        for (const { count, isGivenBack, inFlight } of [...steps, ...steps]) {
          const assignment = space.take(count);
          expect(assignment.range.count).toBeGreaterThan(0);
          expect(assignment.range.count).toBeLessThanOrEqual(count);
          out.push(assignment);
          while (out.length > inFlight) {
            const ended = out.shift()!;
            if (isGivenBack) space.giveBack(ended);
            else finish(ended);
          }
        }
        for (const assignment of out) space.giveBack(assignment);
        const jobs = made.length;
        for (let takes = 0; made.length === jobs; takes++) {
          expect(takes, 'the job does not end').toBeLessThan(1000);
          finish(space.take(2 ** 31));
        }
        for (const work of made.slice(0, jobs)) expect(tilingFault(done.get(work)!, WHOLE)).toBeNull();
      }),
      { seed: SEED, numRuns: 150 },
    );
  });

  it('makes a job only when the one before it is used up', () => {
    const { space, made } = setUp();
    expect(made).toHaveLength(0);
    expect(space.take(2 ** 32 - 1).range).toEqual({ start: 0, count: 2 ** 32 - 1 });
    expect(made).toHaveLength(1);
    // Fewer than asked for: a range has one job.
    expect(space.take(100)).toEqual({ work: made[0], range: { start: 2 ** 32 - 1, count: 1 } });
    expect(made).toHaveLength(1);
    expect(space.take(100)).toEqual({ work: made[1], range: { start: 0, count: 100 } });
  });

  it('hands out what was given back before anything new, in pieces if need be', () => {
    const { space } = setUp();
    const lost = space.take(1000);
    space.take(1000);
    space.giveBack(lost);
    expect(space.take(600)).toEqual({ work: lost.work, range: { start: 0, count: 600 } });
    expect(space.take(600)).toEqual({ work: lost.work, range: { start: 600, count: 400 } });
    expect(space.take(600)).toEqual({ work: lost.work, range: { start: 2000, count: 600 } });
  });

  it('gives back to the job that a range was of', () => {
    const { space, made } = setUp();
    const old = space.take(2 ** 32);
    space.take(10);
    space.giveBack(old);
    expect(space.take(5)).toEqual({ work: made[0], range: { start: 0, count: 5 } });
  });

  it('takes back nothing', () => {
    const { space, made } = setUp();
    const { work } = space.take(1);
    space.giveBack({ work, range: { start: 5, count: 0 } });
    expect(space.take(1)).toEqual({ work: made[0], range: { start: 1, count: 1 } });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to hand out %d', (count) => {
    const { space, made } = setUp();
    expect(() => space.take(count)).toThrow(
      new RangeError(`"count" expected a whole number from 1, got ${count}`),
    );
    expect(made).toHaveLength(0);
    expect(space.take(1).range).toEqual({ start: 0, count: 1 });
  });
});

describe('the test’s own measure', () => {
  it('sees a gap, a nonce twice, and a wrong end', () => {
    const whole = { start: 0, count: 10 };
    expect(
      tilingFault(
        [
          { start: 5, count: 5 },
          { start: 0, count: 5 },
        ],
        whole,
      ),
    ).toBeNull();
    expect(
      tilingFault(
        [
          { start: 0, count: 4 },
          { start: 5, count: 5 },
        ],
        whole,
      ),
    ).toBe('nobody tried 4 up to 5');
    expect(
      tilingFault(
        [
          { start: 0, count: 6 },
          { start: 5, count: 5 },
        ],
        whole,
      ),
    ).toBe('5 up to 6 was tried twice');
    expect(tilingFault([{ start: 0, count: 9 }], whole)).toBe('ranges end at 9, not at 10');
  });
});
