import { describe, expect, it, vi } from 'vitest';
import { type Laboratory, lazyLaboratory } from '../../../src/dashboard/laboratory.ts';
import type { Detected } from '../../../src/miner/index.ts';

describe('a laboratory whose code comes late', () => {
  const detected = { hasWasm: true } as Detected;
  const real: Laboratory = { detect: async () => detected, run: () => Promise.reject(new Error('stopped')) };

  it('is loaded once, when it is first asked', async () => {
    const load = vi.fn(async () => real);
    const laboratory = lazyLaboratory(load);
    expect(load).not.toHaveBeenCalled();
    expect(await laboratory.detect()).toBe(detected);
    expect(await laboratory.detect()).toBe(detected);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('passes on what fails in it', async () => {
    const laboratory = lazyLaboratory(async () => real);
    const run = laboratory.run(
      { entries: [], runs: 1, secondsPerRun: 1, warmUpSeconds: 0 },
      { signal: new AbortController().signal, onProgress: () => {} },
    );
    await expect(run).rejects.toThrow('stopped');
  });

  it('is asked for again after it did not come', async () => {
    const load = vi.fn(async () => real).mockRejectedValueOnce(new Error('no network'));
    const laboratory = lazyLaboratory(load);
    await expect(laboratory.detect()).rejects.toThrow('no network');
    expect(await laboratory.detect()).toBe(detected);
  });
});
