// An engine's answers are exact: every nonce of the range that meets the target, and no other.

import { assertNonceRange, type HashEngine, type NonceRange } from '../../src/engine/index.ts';
import { KNOWN_HEADERS } from '../../src/miner/index.ts';
import { bytesFromHex, DIFFICULTY_1_TARGET, readU32LE } from '../../src/primitives/index.ts';
import type { ContractCase } from './bench.ts';
import { check, checkNumbers, checkRejects, checkSame } from './check.ts';
import {
  createDice,
  EASY_TARGET,
  HALF_TARGET,
  hashesOf,
  randomHeader,
  type Search,
  search,
} from './fixtures.ts';

/** Odd, so that no number of lanes or workgroup size divides it. */
const WINDOW = 2039;
const END = 2 ** 32;

async function checkSearch(engine: HashEngine, one: Search, what: string): Promise<void> {
  const result = await engine.scan(one.work, one.range);
  checkNumbers(result.candidates, one.expected, what);
  checkSame(result.workId, one.work.workId, `${what}: workId`);
  check(
    result.hashCount >= one.range.count,
    `${what}: hashCount ${result.hashCount} is below the ${one.range.count} nonces of the range`,
  );
}

/** A nonce of the range, and the target that its hash meets exactly and no other hash of the range's does. */
function lowestHash(header: Uint8Array, { start, count }: NonceRange): { nonce: number; hash: bigint } {
  const hashOf = hashesOf(header);
  let nonce = start;
  for (let tried = start; tried < start + count; tried++) if (hashOf(tried) < hashOf(nonce)) nonce = tried;
  return { nonce, hash: hashOf(nonce) };
}

export const ANSWER_CASES: readonly ContractCase[] = [
  {
    name: 'finds the exact set on random headers, from all of the nonces to none',
    async run(bench) {
      const engine = await bench.shared();
      const dice = createDice(1);
      const targets = [
        2n ** 256n - 1n,
        2n ** 255n + 12_345n,
        HALF_TARGET,
        2n ** 254n - 1n,
        // A target with every word set: no tested word is a round number.
        0x1234567_89abcdef_01234567_89abcdef_01234567_89abcdef_01234567_89abcdefn,
        EASY_TARGET,
        2n ** 246n - 1n,
        0n,
      ];
      for (const [i, target] of targets.entries()) {
        const range = { start: dice() % (END - WINDOW), count: WINDOW };
        await checkSearch(engine, search(randomHeader(i), target, range), `target 0x${target.toString(16)}`);
      }
    },
  },
  {
    name: 'finds a real nonce at difficulty 1, and nothing beside it',
    async run(bench) {
      const engine = await bench.shared();
      for (const { height, hex } of KNOWN_HEADERS) {
        const header = bytesFromHex(hex);
        const nonce = readU32LE(header, 76);
        const range = { start: nonce - 777, count: WINDOW };
        const one = search(header, DIFFICULTY_1_TARGET, range);
        checkNumbers(one.expected, [nonce], `the reference hash around block ${height}`);
        await checkSearch(engine, one, `block ${height}`);
        // The control: one less than the hash itself, and the same nonce no longer wins.
        await checkSearch(
          engine,
          search(header, hashesOf(header)(nonce) - 1n, range),
          `block ${height} missed`,
        );
      }
    },
  },
  {
    name: 'decides ties on the top word by the lower words',
    async run(bench) {
      const engine = await bench.shared();
      for (const seed of [11, 12, 13]) {
        const header = randomHeader(seed);
        const range = { start: seed * 1_000_003, count: WINDOW };
        const { nonce, hash } = lowestHash(header, range);
        for (const [target, expected, what] of [
          [hash, [nonce], 'a target equal to the hash'],
          [hash - 1n, [], 'a target one below the hash'],
          [hash + 1n, [nonce], 'a target one above the hash'],
          [(hash >> 224n) << 224n, hash % 2n ** 224n === 0n ? [nonce] : [], 'the top word alone'],
          [((hash >> 224n) << 224n) + 2n ** 224n - 1n, [nonce], 'the top word and all ones'],
        ] as const) {
          const one = search(header, target, range);
          checkNumbers(one.expected, expected, `${what} by the reference hash`);
          await checkSearch(engine, one, what);
        }
      }
    },
  },
  {
    name: 'finds the first and the last nonce of a range, and not their neighbours',
    async run(bench) {
      const engine = await bench.shared();
      const header = randomHeader(21);
      const { nonce, hash } = lowestHash(header, { start: 70_000, count: WINDOW });
      for (const [start, end, what] of [
        [nonce, nonce + 1, 'a range of it alone'],
        [nonce, nonce + 301, 'its first nonce'],
        [nonce - 300, nonce + 1, 'its last nonce'],
        [nonce - 300, nonce, 'ends before it'],
        [nonce + 1, nonce + 301, 'begins after it'],
      ] as const) {
        const one = search(header, hash, { start, count: end - start });
        checkNumbers(
          one.expected,
          start <= nonce && nonce < end ? [nonce] : [],
          `${what} by the reference hash`,
        );
        await checkSearch(engine, one, what);
      }
    },
  },
  {
    name: 'tries ranges of every small length from every alignment',
    async run(bench) {
      const engine = await bench.shared();
      const header = randomHeader(31);
      for (let count = 1; count <= 9; count++) {
        const range = { start: 1_000 + count * 13, count };
        await checkSearch(engine, search(header, HALF_TARGET, range), `${count} nonces from ${range.start}`);
      }
    },
  },
  {
    name: 'searches ranges that touch 2^32, and the first nonce of all',
    async run(bench) {
      const engine = await bench.shared();
      const header = randomHeader(41);
      for (const range of [
        { start: END - WINDOW, count: WINDOW },
        { start: END - 5, count: 5 },
        { start: END - 1, count: 1 },
        { start: 0, count: 1 },
        { start: 0, count: 333 },
        { start: 2 ** 31 - 100, count: 333 },
      ]) {
        await checkSearch(engine, search(header, HALF_TARGET, range), `${range.count} from ${range.start}`);
      }
    },
  },
  {
    name: 'answers an empty range with nothing',
    async run(bench) {
      const engine = await bench.shared();
      for (const start of [0, 12_345, END]) {
        const one = search(randomHeader(51), 2n ** 256n - 1n, { start, count: 0 });
        const result = await engine.scan(one.work, one.range);
        checkNumbers(result.candidates, [], `an empty range at ${start}`);
        checkSame(result.hashCount, 0, 'hashCount');
        checkSame(result.workId, one.work.workId, 'workId');
      }
    },
  },
  {
    name: 'refuses a range outside the nonces of a header',
    async run(bench) {
      const engine = await bench.shared();
      const { work } = search(randomHeader(52), 0n, { start: 0, count: 0 });
      for (const [start, count] of [
        [-1, 10],
        [0.5, 10],
        [Number.NaN, 10],
        [END + 1, 0],
        [END, 1],
        [END - 10, 11],
        [0, END + 1],
        [0, -1],
        [0, 1.5],
      ] as const) {
        await checkRejects(engine.scan(work, { start, count }), RangeError, `${count} nonces from ${start}`);
      }
      assertNonceRange({ start: 0, count: END }); // the control: all of them
      assertNonceRange({ start: END - 10, count: 10 });
    },
  },
  {
    name: 'counts each nonce once where no list overflows',
    async run(bench) {
      const engine = await bench.shared();
      const one = search(randomHeader(53), 2n ** 240n, { start: 5, count: 3001 });
      const result = await engine.scan(one.work, one.range);
      checkSame(result.hashCount, 3001, 'hashCount');
      check(result.elapsedMs > 0, `elapsedMs: expected more than 0, got ${result.elapsedMs}`);
    },
  },
  {
    name: 'stays exact when more nonces win than its list of hits holds',
    async run(bench) {
      // Two places only: the engine searches spans in which one hit is likely, and three are not rare.
      const engine = await bench.open({ hitCapacity: 2 });
      try {
        const one = search(randomHeader(61), EASY_TARGET, { start: 123_456, count: 8192 });
        check(one.expected.length > 20, `the range holds only ${one.expected.length} hits`);
        const result = await engine.scan(one.work, one.range);
        checkNumbers(result.candidates, one.expected, 'with two places for hits');
        if (engine.name === 'gpu') {
          check(result.hashCount > 8192, 'no list overflowed: the case tries nothing');
        } else {
          checkSame(result.hashCount, 8192, 'hashCount');
        }
      } finally {
        await engine.dispose();
      }
    },
  },
];
