// The forms mean double SHA-256: each is evaluated as its kernels run it and compared with the reference hash.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUND_CONSTANTS, type RolledForm, VARIABLES, WINDOW } from '../../../src/kernel/forms.ts';
import {
  BINDING,
  evaluate,
  jobWords,
  KERNEL_SHAPES,
  type KernelForm,
  kernelForm,
  type Node,
  reachable,
  TRIP_CONSTANTS,
} from '../../../src/kernel/index.ts';
import {
  bytesFromHex,
  midstateOfHeader,
  readU32LE,
  SHA256_ROUND_CONSTANTS,
  tailOfHeader,
} from '../../../src/primitives/index.ts';
import { header, inputsOf, SEED, topWordByReference, u32 } from './support.ts';

const GENESIS = bytesFromHex(
  '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c',
);

type Words = Readonly<Record<string, number>>;

const named = (names: readonly string[], words: Iterable<number>): Words =>
  Object.fromEntries([...words].map((word, i) => [names[i]!, word]));

/** Runs a rolled form as its kernels do: first part, trips with the bridge between, last part. */
function topWordRolled(form: RolledForm, given: Words): number {
  const CARRIED = [...VARIABLES, ...WINDOW];
  const { bodyRounds, tripsBeforeBridge, first, body, bridge } = form;
  let carried = evaluate([...first.variables, ...first.window], given);
  let round = 0;
  for (let trip = 0; trip < 2 * tripsBeforeBridge - 1; trip++) {
    if (trip === tripsBeforeBridge) {
      carried = evaluate([...bridge.variables, ...bridge.window], { ...given, ...named(CARRIED, carried) });
      round = 0;
    }
    const constants = named(ROUND_CONSTANTS, TRIP_CONSTANTS.slice(round, round + bodyRounds));
    const made = evaluate([...body.variables, ...body.words], { ...named(CARRIED, carried), ...constants });
    // The window moves on: its oldest words go, the trip's new ones come last.
    carried = Uint32Array.of(...made.slice(0, 8), ...carried.slice(8 + bodyRounds), ...made.slice(8));
    round += bodyRounds;
  }
  return evaluate([form.top], { ...given, ...named(CARRIED, carried) })[0]!;
}

const topWord = (form: KernelForm, given: Words): number =>
  form.shape === 'unrolled' ? evaluate([form.top], given)[0]! : topWordRolled(form, given);

/** All that a form's parts compute. */
const rootsOf = (form: KernelForm): readonly Node[] =>
  form.shape === 'unrolled'
    ? [form.top]
    : [form.first, form.body, form.bridge].flatMap((part) => Object.values(part).flat()).concat(form.top);

describe.each(KERNEL_SHAPES)('%s', (shape) => {
  const form = kernelForm(shape);

  it('equals the reference hash on random headers and nonces', () => {
    fc.assert(
      fc.property(header(), u32(), (bytes, nonce) => {
        expect(topWord(form, inputsOf(bytes, nonce))).toBe(topWordByReference(bytes, nonce));
      }),
      { seed: SEED, numRuns: 60 },
    );
  });

  it.each([0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1])('equals the reference hash at nonce %d', (nonce) => {
    const [bytes] = fc.sample(header(), { seed: SEED + 1, numRuns: 1 });
    expect(topWord(form, inputsOf(bytes!, nonce))).toBe(topWordByReference(bytes!, nonce));
  });

  it('gives zero for the genesis block’s nonce and not for its neighbours', () => {
    const nonce = readU32LE(GENESIS, 76);
    expect(topWord(form, inputsOf(GENESIS, nonce))).toBe(0);
    expect(topWord(form, inputsOf(GENESIS, nonce - 1))).not.toBe(0);
    expect(topWord(form, inputsOf(GENESIS, nonce + 1))).not.toBe(0);
  });

  it('lists every per-job word that per-nonce code reads, once, and none that it does not', () => {
    const roots = rootsOf(form);
    const read = new Set(roots.filter(({ binding }) => binding === BINDING.job));
    for (const node of reachable(roots)) {
      if (node.binding !== BINDING.nonce) continue;
      for (const operand of node.operands) if (operand.binding === BINDING.job) read.add(operand);
    }
    expect(new Set(form.jobWords)).toEqual(read);
    expect(form.jobWords).toHaveLength(read.size);
  });

  it('computes its job words from midstate and tail alone', () => {
    const [bytes] = fc.sample(header(), { seed: SEED + 2, numRuns: 1 });
    const words = jobWords(form, midstateOfHeader(bytes!), tailOfHeader(bytes!));
    const { nonce: _, ...given } = inputsOf(bytes!, 0);
    expect(words).toEqual(evaluate(form.jobWords, given));
    expect(words).toHaveLength(form.jobWords.length);
    // Another tail word reaches them: they are not constants.
    const tail = tailOfHeader(bytes!);
    tail[2] = (tail[2]! ^ 1) >>> 0;
    expect(jobWords(form, midstateOfHeader(bytes!), tail)).not.toEqual(words);
  });
});

describe('trip constants', () => {
  it('are those of rounds 16..63', () => {
    expect([...TRIP_CONSTANTS]).toEqual([...SHA256_ROUND_CONSTANTS.slice(16)]);
  });
});

describe.each(KERNEL_SHAPES.filter((shape) => shape !== 'unrolled'))('the parts of %s', (shape) => {
  const form = kernelForm(shape) as RolledForm;

  it('carry eight variables and sixteen schedule words', () => {
    for (const { variables, window } of [form.first, form.bridge]) {
      expect(variables).toHaveLength(8);
      expect(window).toHaveLength(16);
    }
    expect(form.body.variables).toHaveLength(8);
    expect(form.body.words).toHaveLength(form.bodyRounds);
  });

  it('cover 48 rounds before the bridge, and 48 with the last part after it', () => {
    expect(form.tripsBeforeBridge * form.bodyRounds).toBe(48);
    expect(shape).toBe(`rolled-${form.bodyRounds}`);
  });

  it('are wrong in another order: the comparisons above can fail', () => {
    const given = inputsOf(GENESIS, 7);
    expect(topWordRolled(form, given)).toBe(topWordByReference(GENESIS, 7));
    const tooFew = { ...form, tripsBeforeBridge: form.tripsBeforeBridge - 1 };
    expect(topWordRolled(tooFew, given)).not.toBe(topWordByReference(GENESIS, 7));
  });
});
