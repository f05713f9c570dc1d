// Overlapping tasks count once; what is under way counts up to now.

import { describe, expect, it } from 'vitest';
import { ActivityMeter } from '../../../src/miner/activity-meter.ts';

describe('an activity meter', () => {
  it('counts the union of overlapping tasks, and no gap', () => {
    const meter = new ActivityMeter();
    meter.begin(0);
    meter.begin(30);
    meter.end(50);
    expect(meter.isActive).toBe(true);
    meter.end(80);
    expect(meter.isActive).toBe(false);
    meter.begin(100);
    meter.end(110);
    expect(meter.activeMs(500)).toBe(90);
  });

  it('counts what is under way', () => {
    const meter = new ActivityMeter();
    expect(meter.activeMs(1000)).toBe(0);
    meter.begin(1000);
    expect(meter.activeMs(1250)).toBe(250);
    meter.end(1400);
    expect(meter.activeMs(2000)).toBe(400);
  });
});
