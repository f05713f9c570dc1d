// Schedules and the arguments of mining: what is meant, or one sentence.

import { describe, expect, it } from 'vitest';
import { readDuration, readPercent } from '../../../src/cli/arguments.ts';
import { readSchedule, stepAt } from '../../../src/cli/schedule.ts';

const read = (text: string) =>
  readSchedule('--throttle', text, (part) => readPercent('--throttle', part, 0.1));

describe('readSchedule', () => {
  it('one value holds from the start', () => {
    expect(read('50%')).toEqual([{ afterBlocks: 0, value: 0.5 }]);
  });

  it('each further one from its block on', () => {
    const steps = read('100%, 1%@80,50%@160');
    expect([0, 79, 80, 159, 160, 9999].map((blocks) => stepAt(steps, blocks).value)).toEqual([
      1, 1, 0.01, 0.01, 0.5, 0.5,
    ]);
  });

  it.each(['50%@3', '50%,40%', '50%,40%@0', '50%,40%@x', '50%,40%@1@2', '50%@', ''])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(/--throttle expected/);
  });

  it.each(['50%,40%@5,30%@5', '50%,40%@5,30%@4'])('refuses %j, which does not ascend', (text) => {
    expect(() => read(text)).toThrow(/ascending/);
  });
});

describe('readDuration', () => {
  it.each([
    ['5', 5],
    ['5s', 5],
    ['2m', 120],
    ['10min', 600],
    ['1.5h', 5400],
    ['1d', 86_400],
    ['.5s', 0.5],
  ])('%s is %d seconds', (text, seconds) => {
    expect(readDuration('--for', text)).toBe(seconds);
  });

  it.each(['', '0', '0s', '-5s', '5 weeks', 'five', '1e3'])('refuses %j', (text) => {
    expect(() => readDuration('--for', text)).toThrow(/--for expected a time above 0 such as 5s, 2m or 1h/);
  });
});

describe('readPercent', () => {
  it.each([
    ['50%', 0.5],
    ['100%', 1],
    ['0.5%', 0.005],
    ['25', 0.25],
  ])('%s is %d', (text, part) => {
    expect(readPercent('--throttle', text, 0.1)).toBe(part);
  });

  it.each(['0%', '101%', '-1%', 'half', ''])('refuses %j', (text) => {
    expect(() => readPercent('--throttle', text, 0.1)).toThrow(/from 0.1% to 100%/);
  });
});
