// When mining rests by itself, and when it goes on again.

import { describe, expect, it } from 'vitest';
import { restCommand, restReason } from '../../../../src/dashboard/work-bar/auto-pause.ts';

const CAREFUL = { minesHidden: false, minesOnBattery: false };

describe('a reason to rest', () => {
  it.each([
    [false, false, null],
    [true, false, 'hidden'],
    [false, true, 'battery'],
    [true, true, 'battery'],
  ] as const)('hidden %s, discharging %s: %s', (isHidden, isDischarging, reason) => {
    expect(restReason({ isHidden, isDischarging }, CAREFUL)).toBe(reason);
  });

  it('is none that a person has waived', () => {
    const everywhere = { isHidden: true, isDischarging: true };
    expect(restReason(everywhere, { minesHidden: true, minesOnBattery: true })).toBeNull();
    expect(restReason(everywhere, { minesHidden: true, minesOnBattery: false })).toBe('battery');
    expect(restReason(everywhere, { minesHidden: false, minesOnBattery: true })).toBe('hidden');
  });
});

describe('the command', () => {
  it('pauses what mines', () => {
    expect(restCommand({ state: 'mining', pausedBy: null }, 'hidden')).toBe('hidden');
    expect(restCommand({ state: 'waiting', pausedBy: null }, 'battery')).toBe('battery');
    expect(restCommand({ state: 'mining', pausedBy: null }, null)).toBeNull();
  });

  it('resumes what was paused here, and nothing that was paused by hand', () => {
    expect(restCommand({ state: 'paused', pausedBy: 'hidden' }, null)).toBe('resume');
    expect(restCommand({ state: 'paused', pausedBy: 'battery' }, null)).toBe('resume');
    expect(restCommand({ state: 'paused', pausedBy: 'user' }, null)).toBeNull();
    expect(restCommand({ state: 'paused', pausedBy: 'hidden' }, 'battery')).toBeNull();
  });

  it('leaves alone what does not mine', () => {
    for (const state of ['opening', 'ready', 'starting', 'stopping', 'failed'] as const) {
      expect(restCommand({ state, pausedBy: null }, 'hidden')).toBeNull();
    }
  });
});
