// Dawn's endless questions get a pause; nobody else is slowed down.

import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { calmDawnPolling } from '../../../src/cli/dawn-polling.ts';

const original = globalThis.setImmediate;
beforeEach(calmDawnPolling);
afterEach(() => {
  globalThis.setImmediate = original;
});

describe('the calm polling', () => {
  it('lets a native function, as Dawn’s is, ask some times instead of thousands', async () => {
    let asked = 0;
    // A bound function has no JavaScript text either.
    const ask = (() => {
      asked++;
      setImmediate(ask);
    }).bind(null);
    setImmediate(ask);
    const begunMs = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(performance.now() - begunMs + 2);
    globalThis.setImmediate = (() => {}) as unknown as typeof setImmediate;
  });

  it('leaves others their turn, their arguments, their cancelling and their promises', async () => {
    const heard: unknown[] = [];
    const late = setTimeout(() => heard.push('late'), 0);
    setImmediate((...words: unknown[]) => heard.push(...words), 'a', 'b');
    clearImmediate(setImmediate(() => heard.push('never')));
    expect(await promisify(setImmediate)('c')).toBe('c');
    clearTimeout(late);
    expect(heard.filter((word) => word !== 'late')).toEqual(['a', 'b']);
  });
});
