// The two instruction sets that a kernel is written for: one word at a time, or four side by side.

import type { FunctionBuilder } from './assembler.ts';
import type { Instruction, TargetTraits } from './lower.ts';

/** How many nonces a kernel tries at once, and with which instructions. */
export type WasmTarget = 'scalar' | 'simd';

/** Nonces per step. */
export const LANES = { scalar: 1, simd: 4 } as const satisfies Record<WasmTarget, number>;

/** Bytes that one word takes in memory: in SIMD each is stored four times, ready to load. */
export const WORD_STRIDE = { scalar: 4, simd: 16 } as const satisfies Record<WasmTarget, number>;

export const TRAITS = {
  scalar: { hasRotate: true, hasSelect: false },
  simd: { hasRotate: false, hasSelect: true },
} as const satisfies Record<WasmTarget, TargetTraits>;

const SWAP_BYTES_LANES = [3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12];

/** Writes one instruction; `operands` write the words it works on, in order. */
export function writeInstruction(
  target: WasmTarget,
  code: FunctionBuilder,
  instruction: Exclude<Instruction, 'leaf'>,
  amount: number,
  operands: readonly (() => void)[],
): void {
  const [first, second, third] = operands;
  const isSimd = target === 'simd';
  switch (instruction) {
    case 'add':
    case 'xor':
    case 'and': {
      first!();
      second!();
      const names = {
        add: ['i32Add', 'i32x4Add'],
        xor: ['i32Xor', 'v128Xor'],
        and: ['i32And', 'v128And'],
      } as const;
      code.op(names[instruction][isSimd ? 1 : 0]);
      break;
    }
    case 'shl':
    case 'shr': {
      first!();
      code.i32(amount);
      const names = { shl: ['i32Shl', 'i32x4Shl'], shr: ['i32ShrU', 'i32x4ShrU'] } as const;
      code.op(names[instruction][isSimd ? 1 : 0]);
      break;
    }
    case 'rotate':
      first!();
      code.i32(amount).op('i32Rotr');
      break;
    case 'select':
      // The mask comes last: bits of the second operand where it is set, of the third elsewhere.
      second!();
      third!();
      first!();
      code.op('v128Bitselect');
      break;
    case 'swapBytes':
      if (isSimd) {
        first!();
        first!();
        code.bytes16('i8x16Shuffle', SWAP_BYTES_LANES);
      } else {
        first!();
        code.i32(8).op('i32Rotl').i32(0x00ff00ff).op('i32And');
        first!();
        code.i32(8).op('i32Rotr').i32(0xff00ff00).op('i32And');
        code.op('i32Or');
      }
      break;
    default:
      instruction satisfies never;
  }
}
