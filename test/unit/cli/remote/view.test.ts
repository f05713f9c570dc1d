// The live view at three widths: what stands in it, and that no line is wider than it may be.

import { describe, expect, it } from 'vitest';
import { NO_POWER } from '../../../../src/cli/power/power.ts';
import { statusLine, viewLines } from '../../../../src/cli/remote/view.ts';
import { textWidth } from '../../../../src/cli/terminal/text.ts';
import { ENGINE, NODE, POOL, sampleSnapshot, TALLY } from './sample.ts';

/** 62 characters, as every bc1p address has. */
const TAPROOT = 'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr';
const POWER = { cpu: { what: 'CPU package', watts: 45.2 }, gpu: null };
const textOf = (...args: Parameters<typeof viewLines>) =>
  viewLines(...args)
    .map(({ text }) => text)
    .join('\n');

describe('viewLines', () => {
  it('says everything in 80 columns', () => {
    expect(textOf(sampleSnapshot(), POWER, 80)).toMatchInlineSnapshot(`
      "state    mining, 1 h 5 min  stratum+tcp://pool.example:3333
      rate     12.5 MH/s counted  12.7 MH/s effective  12.2 MH/s accepted
               wasm-simd x2  12.5 MH/s counted  12.7 MH/s effective
      shares   131 accepted  3 stale  2 rejected  1 unanswered  1 block
      refused  1 low difficulty share  1 duplicate
      errors   0 hardware errors
      best     difficulty 1.23 k
      pool     difficulty 0.0800  network 126 T  tb1quser.worker  latency 32.0 ms
               18 jobs  cut off once
      power    45.2 W CPU package  3.62 MJ/TH"
    `);
  });

  it('breaks between fields in 40 columns', () => {
    expect(textOf(sampleSnapshot(), POWER, 40)).toMatchInlineSnapshot(`
      "state    mining, 1 h 5 min
               stratum+tcp://pool.example:3333
      rate     12.5 MH/s counted
               12.7 MH/s effective
               12.2 MH/s accepted
               wasm-simd x2  12.5 MH/s counted
               12.7 MH/s effective
      shares   131 accepted  3 stale
               2 rejected  1 unanswered
               1 block
      refused  1 low difficulty share
               1 duplicate
      errors   0 hardware errors
      best     difficulty 1.23 k
      pool     difficulty 0.0800
               network 126 T  tb1quser.worker
               latency 32.0 ms  18 jobs
               cut off once
      power    45.2 W CPU package  3.62 MJ/TH"
    `);
  });

  it('needs fewer lines in 120 columns', () => {
    expect(textOf(sampleSnapshot(), POWER, 120)).toMatchInlineSnapshot(`
      "state    mining, 1 h 5 min  stratum+tcp://pool.example:3333
      rate     12.5 MH/s counted  12.7 MH/s effective  12.2 MH/s accepted
               wasm-simd x2  12.5 MH/s counted  12.7 MH/s effective
      shares   131 accepted  3 stale  2 rejected  1 unanswered  1 block
      refused  1 low difficulty share  1 duplicate
      errors   0 hardware errors
      best     difficulty 1.23 k
      pool     difficulty 0.0800  network 126 T  tb1quser.worker  latency 32.0 ms  18 jobs  cut off once
      power    45.2 W CPU package  3.62 MJ/TH"
    `);
  });

  it.each([1, 5, 20, 40, 80, 120])('has no line wider than %d columns', (width) => {
    const long = sampleSnapshot({
      source: { ...POOL, message: '矿池消息'.repeat(60), problem: 'x'.repeat(300), retrySec: 3 },
      engines: [
        { ...ENGINE, id: 'gpu', state: 'lost', problem: 'the device was lost '.repeat(10), retrySec: 10 },
      ],
    });
    const named = sampleSnapshot({ source: { ...POOL, user: `${TAPROOT}.矿工` } });
    const paid = sampleSnapshot({ source: { ...NODE, address: TAPROOT } });
    for (const snapshot of [sampleSnapshot(), long, named, paid]) {
      for (const { text } of viewLines(snapshot, POWER, width))
        expect(textWidth(text)).toBeLessThanOrEqual(width);
    }
  });

  it('says why there is no work, and when it is tried again', () => {
    const source = {
      ...POOL,
      state: 'waiting',
      problem: 'the pool hung up',
      retrySec: 5,
      job: null,
    } as const;
    const lines = viewLines(sampleSnapshot({ state: 'waiting', source }), NO_POWER, 80);
    expect(lines).toContainEqual({ text: 'problem  the pool hung up; next try in 5.00 s', tone: 'bad' });
    expect(lines[0]!.text).toContain('waiting for work');
    // The last rate is none while nothing hashes.
    expect(lines.map(({ text }) => text).join('\n')).toContain('rate     0 H/s counted');
    const narrow = viewLines(sampleSnapshot({ state: 'waiting', source }), NO_POWER, 40);
    expect(narrow.slice(2, 4).map(({ text }) => text)).toEqual([
      'problem  the pool hung up; next try in',
      '         5.00 s',
    ]);
  });

  it('shows what a node gives', () => {
    const text = textOf(sampleSnapshot({ source: NODE }), NO_POWER, 120);
    expect(text).toContain(
      'node     height 441  difficulty 4.60 × 10^-10  2 transactions  6.2513 BTC  to bcrt1quser',
    );
    expect(text).not.toContain('power');
  });

  it('shows the longest address of a payout whole in the usual terminal, and without its middle in a narrow one', () => {
    const node = sampleSnapshot({ source: { ...NODE, address: TAPROOT } });
    const usual = textOf(node, NO_POWER, 79);
    expect(usual).toContain(`  to ${TAPROOT}`);
    expect(usual).not.toContain('…');
    expect(textOf(node, NO_POWER, 39)).toContain('\n         to bc1p5cyxnuxme…jwudpxqkedrcr\n');
    const pool = sampleSnapshot({ source: { ...POOL, user: `${TAPROOT}.rig` } });
    expect(textOf(pool, NO_POWER, 79)).toContain(`${TAPROOT}.rig`);
    expect(textOf(pool, NO_POWER, 39)).toContain('…');
    expect(textOf(pool, NO_POWER, 39)).toContain('.rig\n');
  });

  it.each(['Opening the engines', 'Measuring this machine'])('%s: beside the time in 40 columns', (step) => {
    const text = textOf(sampleSnapshot({ state: 'starting', step, uptimeSec: 1.25 }), NO_POWER, 39);
    expect(text).toMatch(new RegExp(`^state    ${step}, 1.25 s\n`));
  });

  it('leaves joules per terahash out where something that hashes is not measured', () => {
    const gpu = { ...ENGINE, id: 'gpu' };
    expect(textOf(sampleSnapshot({ engines: [ENGINE, gpu] }), POWER, 80)).toMatch(
      /power {4}45.2 W CPU package$/,
    );
    const both = { ...POWER, gpu: { what: 'GPU board', watts: 200 } };
    expect(textOf(sampleSnapshot({ engines: [ENGINE, gpu] }), both, 80)).toMatch(
      /power +45.2 W CPU package {2}200 W GPU board {2}19.6 MJ\/TH$/,
    );
  });

  it('hardware errors and lost engines are bad', () => {
    const lost = { ...ENGINE, state: 'lost', problem: 'the device was lost', retrySec: 10 } as const;
    const lines = viewLines(
      sampleSnapshot({ shares: { ...TALLY, hardwareErrors: 2 }, engines: [lost] }),
      NO_POWER,
      80,
    );
    expect(lines.filter(({ tone }) => tone === 'bad').map(({ text }) => text)).toEqual([
      '         wasm-simd x2  the device was lost; next try in 10.0 s',
      'refused  1 low difficulty share  1 duplicate',
      'errors   2 hardware errors',
    ]);
  });
});

describe('statusLine', () => {
  it('is one sentence', () => {
    expect(statusLine(sampleSnapshot(), POWER)).toBe(
      'mining, 1 h 5 min; 12.5 MH/s; 131 accepted, 3 stale, 2 rejected; 0 hardware errors; 1 block; 45.2 W CPU package, 3.62 MJ/TH',
    );
  });

  it('says what is wrong', () => {
    const source = { ...POOL, problem: 'nobody answers', retrySec: 2 };
    expect(
      statusLine(sampleSnapshot({ state: 'starting', step: 'opening engines', source }), NO_POWER),
    ).toMatch(/^opening engines, .*; nobody answers; next try in 2.00 s$/);
  });
});
