// The contract that every chain store keeps, as cases that any runner can run: Node's, or a page.

import {
  type ChainDescription,
  type ChainFile,
  type ChainStore,
  ChainStoreError,
  type StoredBlock,
} from '../../src/chain/index.ts';
import { equalBytes, hexFromBytes } from '../../src/primitives/index.ts';
import { check, checkRejects, checkSame } from './check.ts';
import { createDice, randomHeader } from './fixtures.ts';

/** A kind of store. */
export interface StoreBench {
  /** @param place - Any text; the same text is the same place. */
  readonly open: (place: string) => Promise<ChainStore>;
  /** Whether a place outlives the store that was opened there. One that does not is opened once, and has no lock. */
  readonly isLasting: boolean;
  /** Makes a place look as a program of the next format version would have left it. */
  readonly makeNewer: (place: string) => Promise<void>;
}

/** One promise of a store's contract. */
export interface StoreCase {
  readonly name: string;
  /** It is about what outlives a store. */
  readonly onlyLasting?: true;
  /** @throws {Error} that says what was expected and what came. */
  readonly run: (bench: StoreBench, place: string) => Promise<void>;
}

/** Opens a place again to see what was kept; where nothing is, there is nothing to see. */
async function useAgain(
  bench: StoreBench,
  place: string,
  task: (store: ChainStore) => Promise<void>,
): Promise<void> {
  if (bench.isLasting) await use(bench, place, task);
}

/** What a store is told; no store looks into the header. */
export const DESCRIPTION: ChainDescription = {
  rule: 'bitcoin',
  targetSpacingSec: 600,
  windowBlocks: 2016,
  powLimit: `${'0'.repeat(8)}${'f'.repeat(56)}`,
  genesisHeader: hexFromBytes(randomHeader(1)),
  genesisCoinbase: 'c0ffee',
};

/** Another chain. */
export const OTHER_DESCRIPTION: ChainDescription = {
  ...DESCRIPTION,
  rule: 'asert',
  genesisHeader: hexFromBytes(randomHeader(2)),
};

/** A block of random bytes, the same for the same number. */
export function testBlock(seed: number, coinbaseBytes = 60 + (seed % 150)): StoredBlock {
  const dice = createDice(seed + 77_777);
  return {
    header: randomHeader(seed + 1000),
    coinbase: Uint8Array.from({ length: coinbaseBytes }, () => dice() >>> 24),
  };
}

/** Blocks 1 to `count`. */
export const testBlocks = (count: number) => Array.from({ length: count }, (_, i) => testBlock(i + 1));

/** Two whole chains of which each takes the other's place in turn. */
export const chainInTurn = (turn: number): ChainFile =>
  turn % 2 === 0
    ? { description: DESCRIPTION, blocks: testBlocks(400) }
    : { description: OTHER_DESCRIPTION, blocks: testBlocks(400).toReversed() };

/** @throws {Error} unless the store holds one of those two, whole, or the first as it was created. */
export async function checkIsInTurn(store: ChainStore, what: string): Promise<void> {
  const { description, blocks } = chainInTurn(store.description?.rule === DESCRIPTION.rule ? 0 : 1);
  checkSame(JSON.stringify(store.description), JSON.stringify(description), `${what}: description`);
  const isNew = description === DESCRIPTION && store.blockCount === 0;
  await checkBlocks(store, isNew ? [] : blocks, what);
}

const isSame = (one: StoredBlock, other: StoredBlock) =>
  equalBytes(one.header, other.header) && equalBytes(one.coinbase, other.coinbase);

const textOf = ({ header, coinbase }: StoredBlock) => `${hexFromBytes(header)} ${hexFromBytes(coinbase)}`;

/** @throws {Error} unless the store reads exactly these blocks in this order. */
export async function checkBlocks(
  store: ChainStore,
  expected: readonly StoredBlock[],
  what: string,
): Promise<void> {
  let place = 0;
  for await (const block of store.readBlocks()) {
    const wanted = expected[place++];
    check(wanted !== undefined && isSame(block, wanted), `${what}: block ${place} differs`);
  }
  checkSame(place, expected.length, `${what}: blocks read`);
  checkSame(store.blockCount, expected.length, `${what}: blockCount`);
}

/** Opens a place, uses it and closes it again. */
async function use(
  bench: StoreBench,
  place: string,
  task: (store: ChainStore) => Promise<void>,
): Promise<void> {
  const store = await bench.open(place);
  try {
    await task(store);
  } finally {
    await store.close();
  }
}

/** @throws {Error} unless the promise is rejected with one sentence that has the words. */
async function checkRefuses(promise: Promise<unknown>, words: RegExp, what: string): Promise<void> {
  const { message } = await checkRejects(promise, ChainStoreError, what);
  check(words.test(message), `${what}: expected ${words}, got ${message}`);
  check(!message.includes('\n'), `${what}: expected one line, got ${message}`);
}

export const STORE_CASES: readonly StoreCase[] = [
  {
    name: 'begins new and without notices, and becomes a chain once',
    async run(bench, place) {
      await use(bench, place, async (store) => {
        checkSame(store.description, null, 'the description of a new store');
        checkSame(store.notices.length, 0, 'its notices');
        await checkBlocks(store, [], 'a new store');
        await checkRefuses(store.append(testBlock(1)), /holds no chain yet/u, 'a block before the chain');
        await store.create(DESCRIPTION);
        checkSame(JSON.stringify(store.description), JSON.stringify(DESCRIPTION), 'the description');
        await checkRefuses(store.create(DESCRIPTION), /holds a chain already/u, 'a second chain');
        await store.append(testBlock(1));
      });
      await useAgain(bench, place, async (store) => {
        checkSame(JSON.stringify(store.description), JSON.stringify(DESCRIPTION), 'what was kept');
        await checkRefuses(store.create(DESCRIPTION), /holds a chain already/u, 'a chain over the old one');
        await checkBlocks(store, [testBlock(1)], 'after the refusal');
      });
    },
  },
  {
    name: 'stays new when it was opened and closed, or given a chain that is none',
    async run(bench, place) {
      await use(bench, place, async (store) => {
        for (const wrong of [
          { ...DESCRIPTION, rule: '' },
          { ...DESCRIPTION, targetSpacingSec: 0.5 },
          { ...DESCRIPTION, powLimit: 'ff' },
          { ...DESCRIPTION, genesisHeader: 'xx'.repeat(80) },
        ]) {
          await checkRejects(store.create(wrong), RangeError, 'a wrong description');
        }
      });
      await useAgain(bench, place, async (store) => {
        checkSame(store.description, null, 'the description');
        await store.create(DESCRIPTION);
      });
    },
  },
  {
    name: 'reads blocks in the order in which they came, before and after it is opened again',
    async run(bench, place) {
      const blocks = testBlocks(7);
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        for (const [i, block] of blocks.slice(0, 4).entries()) {
          await store.append(block);
          checkSame(store.blockCount, i + 1, 'blockCount');
        }
        await checkBlocks(store, blocks.slice(0, 4), 'while open');
      });
      await useAgain(bench, place, async (store) => {
        checkSame(store.notices.length, 0, 'notices');
        await checkBlocks(store, blocks.slice(0, 4), 'opened again');
        for (const block of blocks.slice(4)) await store.append(block);
      });
      await useAgain(bench, place, (store) => checkBlocks(store, blocks, 'opened a third time'));
    },
  },
  {
    name: 'keeps many blocks that are appended at once, in the order of the calls',
    async run(bench, place) {
      const blocks = testBlocks(1203);
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        for (const block of blocks.slice(0, 100)) await store.append(block);
        await Promise.all(blocks.slice(100).map((block) => store.append(block)));
        await checkBlocks(store, blocks, 'while open');
      });
      await useAgain(bench, place, (store) => checkBlocks(store, blocks, 'opened again'));
    },
  },
  {
    name: 'takes a block as it is at the call, whatever its owner does to it afterwards',
    async run(bench, place) {
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        const block = testBlock(5);
        const first = store.append(testBlock(4));
        const second = store.append(block);
        block.header.fill(0);
        block.coinbase.fill(0);
        await Promise.all([first, second]);
        await checkBlocks(store, [testBlock(4), testBlock(5)], 'the blocks');
      });
    },
  },
  {
    name: 'keeps a coinbase of one byte and one as large as a block may be, and refuses what is no block',
    async run(bench, place) {
      const big = testBlock(9);
      const coinbase = new Uint8Array(4_000_000).fill(0xab);
      const blocks = [testBlock(1, 1), { header: big.header, coinbase }, testBlock(2)];
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        for (const block of blocks) await store.append(block);
        for (const wrong of [
          { ...big, coinbase: new Uint8Array(0) },
          { ...big, coinbase: new Uint8Array(4_000_001) },
          { ...big, header: new Uint8Array(79) },
        ]) {
          await checkRejects(store.append(wrong), RangeError, 'no block');
        }
        await checkBlocks(store, blocks, 'while open');
      });
      await useAgain(bench, place, (store) => checkBlocks(store, blocks, 'opened again'));
    },
  },
  {
    name: 'has one writer: a second is refused until the first has closed',
    onlyLasting: true,
    async run(bench, place) {
      const first = await bench.open(place);
      await checkRefuses(bench.open(place), /is in use by/u, 'a second writer');
      await first.create(DESCRIPTION);
      await checkRefuses(bench.open(place), /is in use by/u, 'a second writer of a chain');
      await use(bench, `${place}, elsewhere`, async () => {});
      await first.append(testBlock(1));
      await first.close();
      await useAgain(bench, place, (store) => checkBlocks(store, [testBlock(1)], 'the next writer'));
    },
  },
  {
    name: 'lets one of many who come at once write',
    onlyLasting: true,
    async run(bench, place) {
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => bench.open(place)));
      const opened = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      await Promise.all(opened.map((store) => store.close()));
      checkSame(opened.length, 1, 'writers');
    },
  },
  {
    name: 'finishes what it was told before it closes, and takes nothing afterwards',
    async run(bench, place) {
      const blocks = testBlocks(20);
      const store = await bench.open(place);
      await store.create(DESCRIPTION);
      const appends = blocks.map((block) => store.append(block));
      await Promise.all([store.close(), store.close()]);
      await Promise.all(appends);
      await checkRefuses(store.append(testBlock(1)), /is closed/u, 'a block after the end');
      await checkRefuses(store.create(DESCRIPTION), /is closed/u, 'a chain after the end');
      await checkRefuses(checkBlocks(store, blocks, 'reading'), /is closed/u, 'reading after the end');
      await store.close();
      await useAgain(bench, place, (again) => checkBlocks(again, blocks, 'opened again'));
    },
  },
  {
    name: 'reads the blocks that were there when reading began, while more are appended',
    async run(bench, place) {
      const blocks = testBlocks(30);
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        for (const block of blocks.slice(0, 10)) await store.append(block);
        const read: StoredBlock[] = [];
        for await (const block of store.readBlocks()) {
          read.push(block);
          await store.append(blocks[9 + read.length]!);
        }
        checkSame(read.map(textOf).join(), blocks.slice(0, 10).map(textOf).join(), 'what was read');
        await checkBlocks(store, blocks.slice(0, 20), 'afterwards');
      });
    },
  },
  {
    name: 'puts another chain in the place of the present one, and goes on with that',
    async run(bench, place) {
      const [old, next] = [testBlocks(5), testBlocks(1210).slice(5)];
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        const appends = old.map((block) => store.append(block));
        await store.replace(OTHER_DESCRIPTION, next.slice(0, 1203));
        await Promise.all(appends);
        checkSame(JSON.stringify(store.description), JSON.stringify(OTHER_DESCRIPTION), 'the description');
        await checkBlocks(store, next.slice(0, 1203), 'the other chain');
        for (const block of next.slice(1203)) await store.append(block);
        await checkBlocks(store, next, 'grown');
        await checkRefuses(store.create(DESCRIPTION), /holds a chain already/u, 'a chain over the other one');
        if (bench.isLasting) await checkRefuses(bench.open(place), /is in use by/u, 'a second writer');
      });
      await useAgain(bench, place, async (store) => {
        checkSame(store.notices.length, 0, 'notices');
        checkSame(JSON.stringify(store.description), JSON.stringify(OTHER_DESCRIPTION), 'what was kept');
        await checkBlocks(store, next, 'opened again');
        await store.replace(DESCRIPTION);
        await checkBlocks(store, [], 'a chain without blocks');
        await store.append(testBlock(1));
      });
      await useAgain(bench, place, async (store) => {
        checkSame(
          JSON.stringify(store.description),
          JSON.stringify(DESCRIPTION),
          'the first description again',
        );
        await checkBlocks(store, [testBlock(1)], 'opened a third time');
      });
    },
  },
  {
    name: 'keeps its chain where another is none, and replaces none where there is none',
    async run(bench, place) {
      const blocks = testBlocks(3);
      await use(bench, place, async (store) => {
        await checkRefuses(store.replace(DESCRIPTION), /holds no chain yet/u, 'in the place of nothing');
        checkSame(store.description, null, 'the description');
        await store.create(DESCRIPTION);
        for (const block of blocks) await store.append(block);
        const wrong = { ...OTHER_DESCRIPTION, powLimit: 'ff' };
        await checkRejects(store.replace(wrong), RangeError, 'a wrong description');
        const cut = { ...testBlock(4), header: new Uint8Array(79) };
        await checkRejects(
          store.replace(OTHER_DESCRIPTION, [testBlock(5), cut]),
          RangeError,
          'a wrong block',
        );
        checkSame(JSON.stringify(store.description), JSON.stringify(DESCRIPTION), 'the description');
        await checkBlocks(store, blocks, 'the blocks');
      });
      await useAgain(bench, place, (store) => checkBlocks(store, blocks, 'opened again'));
    },
  },
  {
    name: 'tells who reads a chain that another takes its place, and replaces nothing once it is closed',
    async run(bench, place) {
      await use(bench, place, async (store) => {
        await store.create(DESCRIPTION);
        for (const block of testBlocks(1203)) await store.append(block);
        const reading = store.readBlocks()[Symbol.asyncIterator]();
        await reading.next();
        const other = testBlocks(1210).slice(5);
        await store.replace(OTHER_DESCRIPTION, other);
        const goOn = async () => {
          while (!(await reading.next()).done);
        };
        await checkRefuses(goOn(), /was put in the place/u, 'reading on');
        await checkBlocks(store, other, 'reading anew');
        await store.close();
        await checkRefuses(store.replace(DESCRIPTION), /is closed/u, 'a chain after the end');
      });
    },
  },
  {
    name: 'refuses what a newer Proofworks made',
    onlyLasting: true,
    async run(bench, place) {
      await use(bench, place, (store) => store.create(DESCRIPTION));
      await bench.makeNewer(place);
      await checkRefuses(
        bench.open(place),
        /made by a newer Proofworks \(format 2; this one reads 1\).*update/u,
        'the newer format',
      );
    },
  },
];
