// Just enough of the WebAssembly binary format to write one module with one function.
// Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).

/** Instructions by name; those of SIMD stand behind the prefix 0xfd. */
export const OPCODE = {
  block: [0x02],
  loop: [0x03],
  if: [0x04],
  end: [0x0b],
  br: [0x0c],
  brIf: [0x0d],
  localGet: [0x20],
  localSet: [0x21],
  localTee: [0x22],
  i32Load: [0x28],
  i32Store: [0x36],
  i32Const: [0x41],
  i32Eq: [0x46],
  i32Ne: [0x47],
  i32LtU: [0x49],
  i32LeU: [0x4d],
  i32Add: [0x6a],
  i32And: [0x71],
  i32Or: [0x72],
  i32Xor: [0x73],
  i32Shl: [0x74],
  i32ShrU: [0x76],
  i32Rotl: [0x77],
  i32Rotr: [0x78],
  v128Load: [0xfd, 0x00],
  v128Store: [0xfd, 0x0b],
  v128Const: [0xfd, 0x0c],
  i8x16Shuffle: [0xfd, 0x0d],
  i32x4Splat: [0xfd, 0x11],
  i32x4LeU: [0xfd, 0x3e],
  v128And: [0xfd, 0x4e],
  v128Or: [0xfd, 0x50],
  v128Xor: [0xfd, 0x51],
  v128Bitselect: [0xfd, 0x52],
  i32x4Bitmask: [0xfd, 0xa4, 0x01],
  i32x4Shl: [0xfd, 0xab, 0x01],
  i32x4ShrU: [0xfd, 0xad, 0x01],
  i32x4Add: [0xfd, 0xae, 0x01],
} as const;

export const VALUE_TYPE = { i32: 0x7f, v128: 0x7b } as const;
export type ValueType = keyof typeof VALUE_TYPE;

const NO_RESULT = 0x40;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit integer. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(isLast ? low : low | 0x80);
    if (isLast) return bytes;
  }
}

/** Collects a function's instructions and locals; parameters are the first locals, all `i32`. */
export class FunctionBuilder {
  readonly code: number[] = [];
  readonly locals: ValueType[] = [];
  readonly #parameterCount: number;

  constructor(parameterCount: number) {
    this.#parameterCount = parameterCount;
  }

  /** @returns the index of a new local, zero when the function is entered. */
  local(type: ValueType): number {
    this.locals.push(type);
    return this.#parameterCount + this.locals.length - 1;
  }

  op(name: keyof typeof OPCODE): this {
    this.code.push(...OPCODE[name]);
    return this;
  }

  get(local: number): this {
    return this.#indexed('localGet', local);
  }

  set(local: number): this {
    return this.#indexed('localSet', local);
  }

  tee(local: number): this {
    return this.#indexed('localTee', local);
  }

  /** Branches `depth` blocks outward. */
  br(name: 'br' | 'brIf', depth: number): this {
    return this.#indexed(name, depth);
  }

  /** Opens a block that leaves nothing on the stack. */
  open(name: 'block' | 'loop' | 'if'): this {
    this.op(name).code.push(NO_RESULT);
    return this;
  }

  end(): this {
    return this.op('end');
  }

  i32(value: number): this {
    this.op('i32Const').code.push(...signed(value));
    return this;
  }

  /** A load or store at the address on the stack plus `offset` bytes; `align` is a power of two's exponent. */
  memory(name: 'i32Load' | 'i32Store' | 'v128Load' | 'v128Store', offset: number): this {
    const align = name.startsWith('v128') ? 4 : 2;
    this.op(name).code.push(align, ...unsigned(offset));
    return this;
  }

  /** Sixteen literal bytes: of `v128.const` or the lanes of `i8x16.shuffle`. */
  bytes16(name: 'v128Const' | 'i8x16Shuffle', bytes: readonly number[]): this {
    this.op(name).code.push(...bytes);
    return this;
  }

  #indexed(name: keyof typeof OPCODE, index: number): this {
    this.op(name).code.push(...unsigned(index));
    return this;
  }
}

/** What a module holds: its memory in 64 KiB pages, constant data, and one function of i32s to an i32. */
export interface ModuleParts {
  readonly pages: number;
  readonly data: { readonly offset: number; readonly bytes: Uint8Array };
  readonly parameterCount: number;
  readonly function: FunctionBuilder;
}

/** Writes a module that exports `memory` and the function as `scan`. */
export function assembleModule(parts: ModuleParts): Uint8Array<ArrayBuffer> {
  const name = (text: string) => [...unsigned(text.length), ...new TextEncoder().encode(text)];
  const section = (id: number, content: readonly number[]) => [id, ...unsigned(content.length), ...content];
  const { i32 } = VALUE_TYPE;
  const locals = parts.function.locals.flatMap((type) => [1, VALUE_TYPE[type]]);
  const body = [...unsigned(parts.function.locals.length), ...locals, ...parts.function.code, ...OPCODE.end];
  const parameters = Array.from({ length: parts.parameterCount }, () => i32);
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00], // magic, version 1
    ...section(1, [1, 0x60, ...unsigned(parameters.length), ...parameters, 1, i32]), // types
    ...section(3, [1, 0]), // functions
    ...section(5, [1, 0x00, ...unsigned(parts.pages)]), // memory
    ...section(7, [2, ...name('memory'), 2, 0, ...name('scan'), 0, 0]), // exports
    ...section(10, [1, ...unsigned(body.length), ...body]), // code
    ...section(11, [
      ...[1, 0, ...OPCODE.i32Const, ...signed(parts.data.offset), ...OPCODE.end],
      ...unsigned(parts.data.bytes.length),
      ...parts.data.bytes,
    ]),
  ]);
}
