// The forms mean double SHA-256: each is evaluated as its kernels run it and compared with the reference hash.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ADDENDS,
  ROUND_CONSTANTS,
  type RolledForm,
  rootsOf,
  type SplitForm,
  TRIPS,
  VARIABLES,
  WINDOW,
} from '../../../src/kernel/forms.ts';
import {
  BINDING,
  evaluate,
  jobWords,
  KERNEL_SHAPES,
  type KernelForm,
  kernelForm,
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
function topWordRolled(form: RolledForm, given: Words, trips: typeof TRIPS = TRIPS): number {
  const CARRIED = [...VARIABLES, ...WINDOW];
  const { first, body, bridge } = form;
  let carried = evaluate([...first.variables, ...first.window], given);
  let round = 0;
  for (let trip = 0; trip < trips.total; trip++) {
    if (trip === trips.beforeBridge) {
      carried = evaluate([...bridge.variables, ...bridge.window], { ...given, ...named(CARRIED, carried) });
      round = 0;
    }
    const constants = named(ROUND_CONSTANTS, TRIP_CONSTANTS.slice(round, round + 16));
    carried = evaluate([...body.variables, ...body.words], { ...named(CARRIED, carried), ...constants });
    round += 16;
  }
  return evaluate([form.top], { ...given, ...named(CARRIED, carried) })[0]!;
}

/** Runs a split form as its kernels do: each block's straight part, its rounds without schedule, then with it. */
function topWordSplit(form: SplitForm, given: Words): number {
  let variables: Uint32Array = new Uint32Array(8);
  let schedule = new Uint32Array(64);
  for (const [block, carried] of [form.first, form.bridge].entries()) {
    const known = { ...given, ...named(VARIABLES, variables) };
    const addends = new Uint32Array(SHA256_ROUND_CONSTANTS);
    addends.set(evaluate(carried.addends, known), 32 - carried.addends.length);
    schedule = new Uint32Array(64);
    schedule.set(evaluate(carried.words, known), 16);
    variables = evaluate(carried.variables, known);
    const addendsAt = (t: number) => named(ADDENDS, addends.slice(t, t + 8));
    for (let t = 32 - carried.addends.length; t < 32; t += 8) {
      variables = evaluate(form.rounds, { ...named(VARIABLES, variables), ...addendsAt(t) });
    }
    for (let t = 32; t < (block === 0 ? 64 : 56); t += 8) {
      const window = named(WINDOW, schedule.slice(t - 16, t));
      const made = evaluate([...form.body.variables, ...form.body.words], {
        ...named(VARIABLES, variables),
        ...window,
        ...addendsAt(t),
      });
      variables = made.slice(0, 8);
      schedule.set(made.slice(8), t);
    }
  }
  const window = named(WINDOW, schedule.slice(40, 56));
  return evaluate([form.top], { ...named(VARIABLES, variables), ...window })[0]!;
}

function topWord(form: KernelForm, given: Words): number {
  if (form.shape === 'unrolled') return evaluate([form.top], given)[0]!;
  return form.shape === 'rolled-16' ? topWordRolled(form, given) : topWordSplit(form, given);
}

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

describe('the parts of rolled-16', () => {
  const form = kernelForm('rolled-16');

  it('carry eight variables and sixteen schedule words', () => {
    for (const { variables, window } of [form.first, form.bridge]) {
      expect(variables).toHaveLength(8);
      expect(window).toHaveLength(16);
    }
    expect(form.body.variables).toHaveLength(8);
    expect(form.body.words).toHaveLength(16);
  });

  it('are wrong in another order: the comparisons above can fail', () => {
    const given = inputsOf(GENESIS, 7);
    expect(topWordRolled(form, given)).toBe(topWordByReference(GENESIS, 7));
    const tooFew = { beforeBridge: 2, total: 5 } as unknown as typeof TRIPS;
    expect(topWordRolled(form, given, tooFew)).not.toBe(topWordByReference(GENESIS, 7));
  });
});

describe('the parts of split-8', () => {
  const form = kernelForm('split-8');

  it('carry eight variables, schedule words 16..31 and the addends of the rounds to come', () => {
    for (const { variables, words } of [form.first, form.bridge]) {
      expect(variables).toHaveLength(8);
      expect(words).toHaveLength(16);
    }
    expect(form.first.addends).toHaveLength(24);
    expect(form.bridge.addends).toHaveLength(32);
    expect(form.rounds).toHaveLength(8);
    expect(form.body.variables).toHaveLength(8);
    expect(form.body.words).toHaveLength(8);
  });

  it('are wrong with one addend changed: the comparisons above can fail', () => {
    const given = inputsOf(GENESIS, 7);
    expect(topWordSplit(form, given)).toBe(topWordByReference(GENESIS, 7));
    const [one, two, ...rest] = form.first.addends;
    const changed = { ...form, first: { ...form.first, addends: [two!, one!, ...rest] } };
    expect(topWordSplit(changed, given)).not.toBe(topWordByReference(GENESIS, 7));
  });
});
