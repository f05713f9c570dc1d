// Measured watts: counters in a folder that imitates sysfs, and a script that imitates nvidia-smi.

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boardPower, NvidiaSmi } from '../../../../src/cli/power/nvidia-smi.ts';
import { devicesOf, measuredEfficiency, measuredWatts, NO_POWER } from '../../../../src/cli/power/power.ts';
import { PowerMeter } from '../../../../src/cli/power/power-meter.ts';
import { RaplMeter } from '../../../../src/cli/power/rapl.ts';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'proofworks-power-'));
});
afterAll(() => rm(root, { recursive: true }));

async function domain(folder: string, id: string, name: string, energyUj: number, rangeUj = 1e9) {
  const path = join(folder, id);
  await mkdir(path, { recursive: true });
  await writeFile(join(path, 'name'), `${name}\n`);
  await writeFile(join(path, 'energy_uj'), `${energyUj}\n`);
  await writeFile(join(path, 'max_energy_range_uj'), `${rangeUj}\n`);
}

function rapl(folder: string) {
  const notices: string[] = [];
  const time = { ms: 0 };
  const meter = new RaplMeter(
    folder,
    () => time.ms,
    (text) => notices.push(text),
  );
  return { meter, notices, time };
}

describe('RaplMeter', () => {
  it('tells the mean since the last look, of whole packages alone', async () => {
    const folder = join(root, 'one');
    await domain(folder, 'intel-rapl:0', 'package-0', 5_000_000);
    await domain(folder, 'intel-rapl:0:0', 'core', 1_000_000);
    await domain(folder, 'intel-rapl:1', 'psys', 9_000_000);
    await mkdir(join(folder, 'intel-rapl'));
    const { meter, time } = rapl(folder);
    expect(await meter.read()).toBeNull();
    time.ms = 2000;
    await domain(folder, 'intel-rapl:0', 'package-0', 95_000_000);
    await domain(folder, 'intel-rapl:1', 'psys', 999_000_000);
    expect(await meter.read()).toEqual({ what: 'CPU package', watts: 45 });
  });

  it('adds packages up, and goes on where a counter begins again', async () => {
    const folder = join(root, 'two');
    await domain(folder, 'intel-rapl:0', 'package-0', 90_000_000, 100_000_000);
    await domain(folder, 'intel-rapl:1', 'package-1', 0, 100_000_000);
    const { meter, time } = rapl(folder);
    await meter.read();
    time.ms = 1000;
    await domain(folder, 'intel-rapl:0', 'package-0', 10_000_000, 100_000_000);
    await domain(folder, 'intel-rapl:1', 'package-1', 30_000_000, 100_000_000);
    expect(await meter.read()).toEqual({ what: '2 CPU packages', watts: 50 });
  });

  it.each([
    [60_000, true],
    [60_001, false],
  ])('after %d ms the difference counts: %s', async (gapMs, counts) => {
    const folder = join(root, `gap-${gapMs}`);
    await domain(folder, 'intel-rapl:0', 'package-0', 0);
    const { meter, time } = rapl(folder);
    await meter.read();
    time.ms = gapMs;
    expect((await meter.read()) !== null).toBe(counts);
    // The next look has a new beginning either way.
    time.ms += 1000;
    await domain(folder, 'intel-rapl:0', 'package-0', 7_000_000);
    expect(await meter.read()).toEqual({ what: 'CPU package', watts: 7 });
  });

  it('says nothing where there is no counter', async () => {
    const { meter, notices } = rapl(join(root, 'nowhere'));
    expect(await meter.read()).toBeNull();
    expect(notices).toEqual([]);
  });

  it('says once that a counter cannot be read', async () => {
    const folder = join(root, 'torn');
    await domain(folder, 'intel-rapl:0', 'package-0', 0);
    await writeFile(join(folder, 'intel-rapl:0', 'energy_uj'), 'nonsense');
    const { meter, notices } = rapl(folder);
    expect(await meter.read()).toBeNull();
    expect(await meter.read()).toBeNull();
    expect(notices).toEqual([
      expect.stringMatching(/^the processor's power is not shown: .*no whole number$/),
    ]);
  });
});

async function script(name: string, body: string): Promise<string> {
  const path = join(root, name);
  await writeFile(path, `#!/bin/sh\n${body}\n`);
  await chmod(path, 0o755);
  return path;
}

describe('nvidia-smi', () => {
  it.each([
    ['211.53\n', { what: 'GPU board', watts: 211.53 }],
    ['200.00\n10.50\n', { what: '2 GPU boards', watts: 210.5 }],
    ['[N/A]\n30\n', { what: 'GPU board', watts: 30 }],
    ['[N/A]\n', null],
    ['', null],
    ['NVIDIA-SMI has failed\n', null],
  ])('reads %j', (text, part) => {
    expect(boardPower(text)).toEqual(part);
  });

  it('asks for the draw alone', async () => {
    const command = await script('asked', `echo "$@" > ${join(root, 'words')}; echo 42.5`);
    expect(await new NvidiaSmi(command, () => {}).read()).toEqual({ what: 'GPU board', watts: 42.5 });
    expect(await readFile(join(root, 'words'), 'utf8')).toBe(
      '--query-gpu=power.draw --format=csv,noheader,nounits\n',
    );
  });

  it('is silent where there is no such tool', async () => {
    const notices: string[] = [];
    const tool = new NvidiaSmi(join(root, 'no-such-tool'), (text) => notices.push(text));
    expect(await tool.read()).toBeNull();
    expect(notices).toEqual([]);
  });

  it('says once that the tool fails, and asks again', async () => {
    const notices: string[] = [];
    const command = await script('fails', 'exit 9');
    const tool = new NvidiaSmi(command, (text) => notices.push(text));
    expect(await tool.read()).toBeNull();
    expect(await tool.read()).toBeNull();
    expect(notices).toEqual([`the GPU's power is not shown: ${command} failed`]);
    await script('fails', 'echo 5');
    expect(await tool.read()).toEqual({ what: 'GPU board', watts: 5 });
  });

  it('leaves a tool that hangs', async () => {
    const notices: string[] = [];
    const command = await script('hangs', 'exec sleep 20');
    expect(await new NvidiaSmi(command, (text) => notices.push(text), 100).read()).toBeNull();
    expect(notices[0]).toContain('did not answer in time');
  });
});

describe('PowerMeter', () => {
  it('asks the GPU only while one hashes', async () => {
    const folder = join(root, 'meter');
    await domain(folder, 'intel-rapl:0', 'package-0', 0);
    const command = await script('meter-smi', `echo x >> ${join(root, 'calls')}; echo 100`);
    const time = { ms: 0 };
    let gpu = false;
    const meter = new PowerMeter({ powercap: folder, nvidiaSmi: command }, () => ({ cpu: true, gpu }), {
      clock: () => time.ms,
      timers: { sleep: async () => {}, every: () => () => {} },
      onNotice: () => {},
    });
    // The look that began with it.
    await meter.measure();
    expect(meter.reading).toEqual(NO_POWER);
    time.ms = 1000;
    await domain(folder, 'intel-rapl:0', 'package-0', 10_000_000);
    await meter.measure();
    expect(meter.reading.cpu?.what).toBe('CPU package');
    expect(meter.reading.gpu).toBeNull();
    await expect(readFile(join(root, 'calls'))).rejects.toThrow('ENOENT');
    gpu = true;
    await meter.measure();
    expect(meter.reading.gpu).toEqual({ what: 'GPU board', watts: 100 });
    meter.end();
  });
});

const engine = (id: string, isSoftware = false, state: 'working' | 'lost' = 'working') => ({
  id,
  isSoftware,
  state,
});
const cpu = { what: 'CPU package', watts: 50 };
const gpu = { what: 'GPU board', watts: 150 };

describe('efficiency', () => {
  it('knows what hashes', () => {
    expect(devicesOf([engine('gpu'), engine('wasm-simd x2')])).toEqual({ cpu: true, gpu: true });
    expect(devicesOf([engine('gpu', true)])).toEqual({ cpu: true, gpu: false });
    expect(devicesOf([engine('gpu rolled-16:1:64')])).toEqual({ cpu: false, gpu: true });
    expect(devicesOf([engine('gpu', false, 'lost')])).toEqual({ cpu: false, gpu: false });
  });

  it('is watts over terahashes', () => {
    expect(measuredEfficiency({ cpu, gpu }, [engine('gpu'), engine('js x1')], 2e12)).toBe(100);
    expect(measuredEfficiency({ cpu: null, gpu }, [engine('gpu')], 1e12)).toBe(150);
    expect(measuredWatts({ cpu, gpu })).toBe(200);
  });

  it('is not told where something that hashes is not measured, or nothing hashes', () => {
    expect(measuredEfficiency({ cpu, gpu: null }, [engine('gpu')], 1e12)).toBeNull();
    expect(measuredEfficiency({ cpu: null, gpu }, [engine('gpu'), engine('js x1')], 1e12)).toBeNull();
    expect(measuredEfficiency({ cpu, gpu }, [engine('js x1')], 0)).toBeNull();
    expect(measuredEfficiency(NO_POWER, [engine('js x1')], 1)).toBeNull();
    expect(measuredWatts(NO_POWER)).toBeNull();
  });
});
