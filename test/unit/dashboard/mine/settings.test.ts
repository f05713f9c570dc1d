// Settings in an address: read, written, and what a link asks for that is not so yet.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linkWish, parseMineQuery, printMineQuery } from '../../../../src/dashboard/mine/settings.ts';
import { RULES } from '../../../../src/difficulty/index.ts';
import type { MiningSettings } from '../../../../src/miner/index.ts';

const SEED = 20_090_103;

const settings: MiningSettings = {
  rule: 'asert',
  spacingSec: 10,
  windowBlocks: null,
  engines: [
    { engine: 'gpu', workers: 1 },
    { engine: 'wasm-simd', workers: 8 },
  ],
  intensity: 0.5,
  rival: 5,
};

const NOTHING = {
  rule: null,
  spacingSec: null,
  windowBlocks: null,
  engines: null,
  intensity: null,
  rival: null,
};

describe('a query', () => {
  it('names everything', () => {
    expect(printMineQuery(settings)).toBe(
      'rule=asert&spacing=10&engines=gpu%20wasm-simd%20x8&intensity=50&rival=5',
    );
  });

  it('that asks for a GPU twice names no engines', () => {
    expect(parseMineQuery('engines=gpu%20x2').engines).toBeNull();
    expect(parseMineQuery('engines=gpu%20js%20x2').engines).toHaveLength(2);
  });

  it('is read as it was written', () => {
    const engine = fc.oneof(
      fc.constant({ engine: 'gpu', workers: 1 }),
      fc.record({
        engine: fc.constantFrom('wasm-simd', 'wasm', 'js'),
        workers: fc.integer({ min: 1, max: 64 }),
      }),
    );
    fc.assert(
      fc.property(
        fc.record({
          rule: fc.constantFrom(...RULES.map(({ name }) => name)),
          spacingSec: fc.integer({ min: 1, max: 86_400 }),
          windowBlocks: fc.option(fc.integer({ min: 2, max: 5000 })),
          engines: fc.array(engine, { minLength: 1, maxLength: 3 }),
          intensity: fc.integer({ min: 10, max: 1000 }).map((thousandths) => thousandths / 1000),
          rival: fc.constantFrom(0, 0.5, 5, 600),
        }) as fc.Arbitrary<MiningSettings>,
        (any) => {
          const read = parseMineQuery(printMineQuery(any));
          expect({ ...read, rival: read.rival ?? 0 }).toEqual(any);
        },
      ),
      { seed: SEED },
    );
  });

  it.each([
    ['', NOTHING],
    ['rule=gold&spacing=0&intensity=200&rival=-1&engines=abacus', NOTHING],
    ['spacing=2.5&window=1', NOTHING],
    ['engines=gpu%20x2', NOTHING],
    ['spacing=&intensity=', NOTHING],
    ['rule=lwma-1&intensity=1', { ...NOTHING, rule: 'lwma-1', intensity: 0.01 }],
    [
      'engines=gpu+wasm x2',
      {
        ...NOTHING,
        engines: [
          { engine: 'gpu', workers: 1 },
          { engine: 'wasm', workers: 2 },
        ],
      },
    ],
  ])('of %j says what is good in it', (query, read) => {
    expect(parseMineQuery(query)).toEqual(read);
  });
});

describe('a link', () => {
  it('to how things are asks for nothing', () => {
    expect(linkWish(parseMineQuery(printMineQuery(settings)), settings)).toBeNull();
    expect(linkWish(parseMineQuery(''), settings)).toBeNull();
  });

  it.each(['rule=bitcoin', 'spacing=2', 'rule=asert&window=30'])(
    'with %s asks for another chain',
    (query) => {
      const wish = linkWish(parseMineQuery(query), settings);
      expect(wish?.chain).not.toBeNull();
      expect(wish?.live).toEqual({});
    },
  );

  it('that names a rule alone means its own window', () => {
    const long = { ...settings, windowBlocks: 288 };
    expect(linkWish(parseMineQuery('rule=asert'), long)?.chain).toEqual({
      rule: 'asert',
      spacingSec: 10,
      windowBlocks: null,
    });
    expect(linkWish(parseMineQuery('spacing=10'), long)).toBeNull();
  });

  it('may ask for what any chain can do', () => {
    const wish = linkWish(
      parseMineQuery('rule=asert&intensity=100&rival=0&engines=gpu+wasm-simd+x8'),
      settings,
    );
    expect(wish).toEqual({ chain: null, live: { intensity: 1, rival: 0 } });
  });
});
