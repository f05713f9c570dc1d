// Lets a driver outside the page hold stores open in it, to close the tab or take the disk away meanwhile; and what
// only a page's database goes through.

import type { ChainStore } from '../../../src/chain/index.ts';
import { deleteIndexedDbStore, openIndexedDbStore } from '../../../src/chain/store/indexed-db-store.ts';
import { check, checkSame, rejection } from '../check.ts';
import {
  chainInTurn,
  checkBlocks,
  checkIsInTurn,
  DESCRIPTION,
  type StoreCase,
  testBlock,
  testBlocks,
} from '../store-cases.ts';

const open = new Map<string, ChainStore>();

/** What the driver calls; each returns why it failed, null if it did not. */
export const stores = {
  /** Opens a store and leaves it open. */
  open: (place: string) =>
    failureOf(async () => {
      const store = await openIndexedDbStore(place);
      open.set(place, store);
      if (store.description === null) await store.create(DESCRIPTION);
    }),
  /** Appends the next blocks, each of them announced when it is kept. */
  append: (place: string, count: number, coinbaseBytes?: number, announce?: (count: number) => unknown) =>
    failureOf(async () => {
      const store = open.get(place)!;
      for (let i = 0; i < count; i++) {
        await store.append(testBlock(store.blockCount + 1, coinbaseBytes));
        announce?.(store.blockCount);
      }
    }),
  /** Puts two chains in each other's place without end; tells when it begins. */
  replace: (place: string, announce: () => unknown) =>
    failureOf(async () => {
      const store = open.get(place)!;
      for (let turn = 1; ; turn++) {
        await announce();
        const { description, blocks } = chainInTurn(turn);
        await store.replace(description, blocks);
      }
    }),
  /** Checks that a store holds one of those two chains, and all of it. */
  checkReplaced: (place: string) => failureOf(() => checkIsInTurn(open.get(place)!, place)),
  /** Checks that a store holds blocks 1, 2, …, at least so many. */
  check: (place: string, atLeast: number, coinbaseBytes?: number) =>
    failureOf(async () => {
      const store = open.get(place)!;
      check(store.blockCount >= atLeast, `expected ${atLeast} blocks, got ${store.blockCount}`);
      const expected = Array.from({ length: store.blockCount }, (_, i) => testBlock(i + 1, coinbaseBytes));
      await checkBlocks(store, expected, place);
    }),
};

async function failureOf(task: () => Promise<void>): Promise<string | null> {
  try {
    await task();
    return null;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
}

async function checkRefusal(promise: Promise<unknown>, message: string, what: string): Promise<void> {
  const error = await rejection(promise, what);
  checkSame(`${(error as Error).name}: ${(error as Error).message}`, `ChainStoreError: ${message}`, what);
}

const settled = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

/** For a page's database alone. */
export const DATABASE_CASES: readonly StoreCase[] = [
  {
    name: 'lets another page delete the database, says so, and begins anew',
    async run(bench, place) {
      const store = await bench.open(place);
      await store.create(DESCRIPTION);
      await store.append(testBlock(1));
      await settled(indexedDB.deleteDatabase(place));
      const words = `the database ${place} was deleted or closed while it was open: reload the page`;
      await checkRefusal(store.append(testBlock(2)), words, 'a block for a deleted database');
      await checkRefusal(checkBlocks(store, [testBlock(1)], 'reading'), words, 'reading a deleted database');
      await store.close();
      const again = await bench.open(place);
      checkSame(again.description, null, 'the description of the new database');
      await again.close();
    },
  },
  {
    name: 'refuses another program’s database, and leaves it as it is',
    async run(bench, place) {
      const opening = indexedDB.open(place, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('recipes').add('plum cake', 1);
      (await settled(opening)).close();
      const words = `the database ${place} is another program’s: choose another name`;
      await checkRefusal(bench.open(place), words, 'another program’s database');
      const database = await settled(indexedDB.open(place));
      checkSame(
        await settled(database.transaction('recipes').objectStore('recipes').get(1)),
        'plum cake',
        'it',
      );
      database.close();
    },
  },
  {
    name: 'refuses a database that lacks a block, and notices one that is none',
    async run(bench, place) {
      const store = await bench.open(place);
      await store.create(DESCRIPTION);
      for (const block of testBlocks(4)) await store.append(block);
      await store.close();
      const edit = async (task: (blocks: IDBObjectStore) => IDBRequest) => {
        const database = await settled(indexedDB.open(place));
        await settled(task(database.transaction('blocks', 'readwrite').objectStore('blocks')));
        database.close();
      };
      await edit((blocks) => blocks.put({ ...testBlock(2), header: new Uint8Array(79) }, 2));
      const wrong = await bench.open(place);
      await checkRefusal(
        checkBlocks(wrong, testBlocks(4), 'reading'),
        `the database ${place} is damaged between its blocks 1 and 4: import an export into another one`,
        'a block that is none',
      );
      await wrong.close();
      await edit((blocks) => blocks.delete(2));
      await checkRefusal(
        bench.open(place),
        `the database ${place} is damaged (blocks are missing): import an export into another one`,
        'a missing block',
      );
    },
  },
  {
    name: 'lets others run while it reads, after a few hundred blocks at the latest',
    async run(bench, place) {
      const blocks = testBlocks(2000);
      const store = await bench.open(place);
      await store.create(DESCRIPTION);
      await store.replace(DESCRIPTION, blocks);
      let turns = 0;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        turns++;
        port2.postMessage(null);
      };
      port2.postMessage(null);
      let longest = 0;
      let begun = turns;
      let inTurn = 0;
      for await (const block of store.readBlocks()) {
        check(block.header.length === 80, 'a header');
        inTurn = turns === begun ? inTurn + 1 : 1;
        begun = turns;
        longest = Math.max(longest, inTurn);
      }
      port1.close();
      await store.close();
      check(longest <= 300, `expected at most 300 blocks in a row, got ${longest}`);
    },
  },
  {
    name: 'is deleted on demand, though it cannot be opened any more; not while somebody uses it',
    async run(bench, place) {
      const store = await bench.open(place);
      await store.create(DESCRIPTION);
      await checkRefusal(
        deleteIndexedDbStore(place),
        `the database ${place} is in use by another tab or by this page already: close that one first`,
        'deleting a store in use',
      );
      await store.append(testBlock(1));
      await store.close();
      await bench.makeNewer(place);
      check((await rejection(bench.open(place), 'a newer format')) instanceof Error, 'the control');
      await deleteIndexedDbStore(place);
      const again = await bench.open(place);
      checkSame(again.description, null, 'the description of the new database');
      await again.close();
    },
  },
];
