// The kernel that one writes first: four nonces side by side, the standard's loops as they read. Header words and
// round constants are plain words, splatted where they are used; the schedule lies in memory. Nothing is
// dropped, and nothing is hoisted out of the nonce loop; from the midstate, or without even that.

import type { Work } from '../src/engine/index.ts';
import { assembleModule, FunctionBuilder } from '../src/kernel/wasm/assembler.ts';
import { readU32BE, SHA256_INITIAL, SHA256_ROUND_CONSTANTS } from '../src/primitives/index.ts';

/** Byte offsets of plain words: the header's twenty, the midstate, the standard's constants. */
const HEADER = 0;
const TAIL = 16 * 4;
const MIDSTATE = 20 * 4;
const INITIAL = 28 * 4;
const CONSTANTS = 36 * 4;
/** Byte offsets of vectors, four nonces' words each. */
const SCHEDULE = 100 * 4;
const CHAINED = SCHEDULE + 64 * 16;
const FINAL = CHAINED + 8 * 16;
const HITS = FINAL + 8 * 16;

const SWAP = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];

/** `scan(start, count, targetTop)` as the project's kernels have it. */
export interface NaiveKernel {
  scan(start: number, count: number, targetTop: number): number[];
}

/** Assembles the naive kernel for one job; `fromMidstate` leaves the header's first block out of the loop. */
export function createNaiveSimdKernel(work: Work, fromMidstate: boolean): NaiveKernel {
  const words = new Uint32Array((HITS + 65_536 * 4) / 4);
  for (let i = 0; i < 20; i++) words[HEADER / 4 + i] = readU32BE(work.header, i * 4);
  words.set(work.midstate, MIDSTATE / 4);
  words.set(SHA256_INITIAL, INITIAL / 4);
  words.set(SHA256_ROUND_CONSTANTS, CONSTANTS / 4);
  const bytes = assembleModule({
    pages: 6,
    data: { offset: 0, bytes: new Uint8Array(words.buffer, 0, HITS) },
    parameterCount: 3,
    function: writeScan(fromMidstate),
  });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const scan = exports['scan'] as (start: number, count: number, targetTop: number) => number;
  const memory = exports['memory'] as WebAssembly.Memory;
  return {
    scan: (start, count, targetTop) =>
      Array.from(new Uint32Array(memory.buffer, HITS, scan(start, count, targetTop))),
  };
}

function writeScan(fromMidstate: boolean): FunctionBuilder {
  const code = new FunctionBuilder(3);
  const [done, hits, t, mask] = Array.from({ length: 4 }, () => code.local('i32')) as [
    number,
    number,
    number,
    number,
  ];
  const v = Array.from({ length: 8 }, () => code.local('v128'));
  const [a, b, c, d, e, f, g, h] = v as [number, number, number, number, number, number, number, number];
  const x = code.local('v128');
  const t1 = code.local('v128');

  const load = (offset: number) => code.i32(0).memory('v128Load', offset);
  const splat = (offset: number) => code.i32(0).memory('i32Load', offset).op('i32x4Splat');
  const store = (offset: number, value: () => void) => {
    code.i32(0);
    value();
    code.memory('v128Store', offset);
  };
  const constant = (value: number) => () => code.i32(value).op('i32x4Splat');
  const rotate = (local: number, bits: number) => {
    code.get(local).i32(bits).op('i32x4ShrU');
    code
      .get(local)
      .i32(32 - bits)
      .op('i32x4Shl')
      .op('v128Or');
  };
  const sigma = (local: number, one: number, two: number, last: () => void) => {
    rotate(local, one);
    rotate(local, two);
    code.op('v128Xor');
    last();
    code.op('v128Xor');
  };
  const scheduled = (back: number) => code.get(t).memory('v128Load', SCHEDULE - back * 16);
  const countedLoop = (from: number, to: number, body: () => void) => {
    code.i32(from * 16).set(t);
    code.open('loop');
    body();
    code
      .get(t)
      .i32(16)
      .op('i32Add')
      .tee(t)
      .i32(to * 16)
      .op('i32LtU')
      .br('brIf', 0)
      .end();
  };

  const compress = (loadBefore: (i: number) => void, after: number) => {
    countedLoop(16, 64, () => {
      code.get(t);
      scheduled(16);
      scheduled(15);
      code.set(x);
      sigma(x, 7, 18, () => code.get(x).i32(3).op('i32x4ShrU'));
      code.op('i32x4Add');
      scheduled(7);
      code.op('i32x4Add');
      scheduled(2);
      code.set(x);
      sigma(x, 17, 19, () => code.get(x).i32(10).op('i32x4ShrU'));
      code.op('i32x4Add').memory('v128Store', SCHEDULE);
    });
    for (const [i, local] of v.entries()) {
      loadBefore(i);
      code.set(local);
    }
    countedLoop(0, 64, () => {
      code.get(h);
      sigma(e, 6, 11, () => rotate(e, 25));
      code.op('i32x4Add');
      code.get(f).get(g).get(e).op('v128Bitselect').op('i32x4Add');
      code.get(t).i32(2).op('i32ShrU').memory('i32Load', CONSTANTS).op('i32x4Splat').op('i32x4Add');
      code.get(t).memory('v128Load', SCHEDULE).op('i32x4Add').set(t1);
      code.get(g).set(h).get(f).set(g).get(e).set(f);
      code.get(d).get(t1).op('i32x4Add').set(e);
      sigma(a, 2, 13, () => rotate(a, 22));
      code.get(a).get(b).op('v128And').get(a).get(c).op('v128And').op('v128Xor');
      code.get(b).get(c).op('v128And').op('v128Xor').op('i32x4Add').get(t1).op('i32x4Add').set(x);
      code.get(c).set(d).get(b).set(c).get(a).set(b).get(x).set(a);
    });
    for (const [i, local] of v.entries()) {
      store(after + i * 16, () => {
        loadBefore(i);
        code.get(local).op('i32x4Add');
      });
    }
  };

  code.open('block').get(1).i32(0).op('i32Eq').br('brIf', 0).open('loop');
  const splatFrom = (offset: number) => (i: number) => void splat(offset + i * 4);
  if (!fromMidstate) {
    for (let i = 0; i < 16; i++) store(SCHEDULE + i * 16, () => splat(HEADER + i * 4));
    compress(splatFrom(INITIAL), CHAINED);
  }
  for (let i = 0; i < 3; i++) store(SCHEDULE + i * 16, () => splat(TAIL + i * 4));
  store(SCHEDULE + 3 * 16, () => {
    code.get(0).get(done).op('i32Add').op('i32x4Splat');
    code
      .bytes16(
        'v128Const',
        [0, 1, 2, 3].flatMap((lane) => [lane, 0, 0, 0]),
      )
      .op('i32x4Add')
      .tee(x);
    code.get(x).bytes16('i8x16Shuffle', SWAP);
  });
  store(SCHEDULE + 4 * 16, constant(0x8000_0000));
  for (let i = 5; i < 15; i++) store(SCHEDULE + i * 16, constant(0));
  store(SCHEDULE + 15 * 16, constant(640));
  compress(fromMidstate ? splatFrom(MIDSTATE) : (i) => void load(CHAINED + i * 16), SCHEDULE);
  store(SCHEDULE + 8 * 16, constant(0x8000_0000));
  for (let i = 9; i < 15; i++) store(SCHEDULE + i * 16, constant(0));
  store(SCHEDULE + 15 * 16, constant(256));
  compress(splatFrom(INITIAL), FINAL);
  load(FINAL + 7 * 16);
  code.tee(x).get(x).bytes16('i8x16Shuffle', SWAP);
  code.get(2).op('i32x4Splat').op('i32x4LeU').op('i32x4Bitmask').tee(mask).open('if');
  for (let lane = 0; lane < 4; lane++) {
    code
      .get(mask)
      .i32(1 << lane)
      .op('i32And')
      .open('if');
    code.get(hits).i32(2).op('i32Shl').get(0).get(done).op('i32Add').i32(lane).op('i32Add');
    code.memory('i32Store', HITS).get(hits).i32(1).op('i32Add').set(hits).end();
  }
  code.end();
  code.get(done).i32(4).op('i32Add').tee(done).get(1).op('i32LtU').br('brIf', 0);
  code.end().end().get(hits);
  return code;
}
