// A chain as one file: what was written is read, and every way to spoil it is noticed and named.

import { describe, expect, it } from 'vitest';
import { ChainStoreError } from '../../../../src/chain/index.ts';
import { readChainFile, writeChainFile } from '../../../../src/chain/store/chain-file.ts';
import { concatBytes, sha256d, writeU32LE } from '../../../../src/primitives/index.ts';
import { DESCRIPTION, testBlock, testBlocks } from './support.ts';

const BLOCKS = testBlocks(3);
const FILE = writeChainFile(DESCRIPTION, BLOCKS);

/** Changes a file's contents and puts the right digest under them. */
function forge(edit: (contents: Uint8Array) => Uint8Array): Uint8Array {
  const contents = edit(FILE.slice(0, -32));
  const sealed = contents.slice();
  writeU32LE(sealed, 12, sealed.length + 32);
  return concatBytes(sealed, sha256d(sealed));
}

function refusal(bytes: Uint8Array): string {
  try {
    readChainFile(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(ChainStoreError);
    expect((error as Error).message).not.toContain('\n');
    return (error as Error).message;
  }
  return 'read';
}

describe('a chain file', () => {
  it('gives back what was written', () => {
    for (const blocks of [[], BLOCKS, [testBlock(1, 1), testBlock(2, 100_000)]]) {
      const bytes = writeChainFile(DESCRIPTION, blocks);
      expect(readChainFile(bytes)).toEqual({ description: DESCRIPTION, blocks });
    }
  });

  it('has the same bytes for the same chain, whatever the order of the description’s fields', () => {
    const turned = Object.fromEntries(
      Object.entries(DESCRIPTION).toReversed(),
    ) as unknown as typeof DESCRIPTION;
    expect(writeChainFile(turned, BLOCKS)).toEqual(FILE);
  });

  it('has the documented bytes', () => {
    const text = JSON.stringify(DESCRIPTION);
    expect(new TextDecoder().decode(FILE.subarray(0, 8))).toBe('PWCHAIN\n');
    expect([...FILE.subarray(8, 20)]).toEqual([
      1,
      0,
      0,
      0,
      FILE.length & 255,
      FILE.length >> 8,
      0,
      0,
      0,
      0,
      0,
      0,
    ]);
    expect([...FILE.subarray(20, 24)]).toEqual([text.length & 255, text.length >> 8, 0, 0]);
    expect(new TextDecoder().decode(FILE.subarray(24, 24 + text.length))).toBe(text);
    expect([...FILE.subarray(24 + text.length, 28 + text.length)]).toEqual([3, 0, 0, 0]);
    expect(FILE.subarray(28 + text.length, 108 + text.length)).toEqual(BLOCKS[0]!.header);
    expect(FILE.subarray(-32)).toEqual(sha256d(FILE.subarray(0, -32)));
    expect(forge((contents) => contents)).toEqual(FILE);
  });

  it('holds copies: a Buffer that is used again changes no block', () => {
    const buffer = Buffer.from(FILE);
    const { blocks } = readChainFile(buffer);
    buffer.fill(0);
    expect(blocks).toEqual(BLOCKS);
    expect(Buffer.isBuffer(blocks[0]!.header)).toBe(false);
  });

  it('that is cut anywhere is refused', () => {
    expect(refusal(new Uint8Array(0))).toMatch(/none that Proofworks exported: choose another file$/u);
    for (let bytes = 1; bytes < FILE.length; bytes++) {
      expect(refusal(FILE.subarray(0, bytes)), String(bytes)).toMatch(
        /is cut short \(\d+ bytes of .*again$/u,
      );
    }
  });

  it('with any byte changed is refused', () => {
    for (let i = 0; i < FILE.length; i++) {
      const bytes = FILE.slice();
      bytes[i]! ^= 0x40;
      expect(refusal(bytes), String(i)).not.toBe('read');
    }
  });

  it('says what is wrong with it', () => {
    const changed = (at: number, value: number) => {
      const bytes = FILE.slice();
      bytes[at] = value;
      return bytes;
    };
    expect(refusal(changed(0, 0))).toBe(
      'the chain file is none that Proofworks exported: choose another file',
    );
    expect(refusal(changed(8, 2))).toBe(
      'the chain file was made by a newer Proofworks (format 2; this one reads 1): update Proofworks',
    );
    expect(refusal(changed(8, 2).subarray(0, 13))).toMatch(/newer Proofworks/u);
    expect(refusal(changed(8, 0))).toMatch(/its format version is wrong/u);
    expect(refusal(changed(100, 0))).toMatch(/does not match its checksum\): copy or export it again$/u);
    expect(refusal(concatBytes(FILE, new Uint8Array(1)))).toMatch(/is damaged \(\d+ bytes instead of \d+\)/u);
  });

  it('whose digest is right but whose fields are not is refused too', () => {
    const textEnd = 24 + JSON.stringify(DESCRIPTION).length;
    const edit = (at: number, value: number) => (contents: Uint8Array) => {
      contents[at] = value;
      return contents;
    };
    for (const wrong of [
      forge(edit(24, 0)),
      forge(edit(26, 0x7a)),
      forge(edit(22, 1)),
      forge(edit(textEnd, 4)),
      forge(edit(textEnd, 2)),
      forge(edit(textEnd + 4 + 80 + 3, 0xff)),
      forge((contents) => contents.slice(0, 20)),
    ]) {
      expect(refusal(wrong)).toMatch(/is damaged/u);
    }
  });

  it('is not written of what is no chain', () => {
    expect(() => writeChainFile({ ...DESCRIPTION, windowBlocks: 0 }, [])).toThrow(RangeError);
    expect(() => writeChainFile(DESCRIPTION, [{ ...testBlock(1), header: new Uint8Array(79) }])).toThrow(
      RangeError,
    );
    expect(() => writeChainFile(DESCRIPTION, [{ ...testBlock(1), coinbase: new Uint8Array(0) }])).toThrow(
      RangeError,
    );
  });
});
