// What comes from a stranger is read without an exception, whatever it is, and what is right is read exactly.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePoolAddress } from '../../../../src/source/index.ts';
import { backoffMs, firstTryMs } from '../../../../src/source/pool/backoff.ts';
import { LineReader, MAX_LINE_BYTES } from '../../../../src/source/pool/line-reader.ts';
import { parseMessage } from '../../../../src/source/pool/messages.ts';
import { readNotify } from '../../../../src/source/pool/notify.ts';
import { rollableBits } from '../../../../src/source/pool/pool-job.ts';
import {
  readDifficulty,
  readExtraNonce,
  readMask,
  readSubscription,
  readVersionRolling,
} from '../../../../src/source/pool/subscription.ts';
import { cleanWords } from '../../../../src/source/words.ts';
import { GOOD, NOTIFY, openSource } from './support.ts';

const SEED = 20_090_103;

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('lines', () => {
  it('come out whole however they were cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/[\r\n]/gu, '').trim())),
        fc.integer({ min: 1, max: 9 }),
        (lines, size) => {
          const heard: string[] = [];
          const reader = new LineReader((line) => heard.push(line));
          const bytes = bytesOf(lines.map((line) => `${line}\r\n`).join(''));
          for (let i = 0; i < bytes.length; i += size) reader.push(bytes.subarray(i, i + size));
          const whole = new TextDecoder();
          expect(heard).toEqual(
            lines.map((line) => whole.decode(bytesOf(line)).trim()).filter((line) => line !== ''),
          );
        },
      ),
      { seed: SEED },
    );
  });

  it('may be as long as the limit, and no longer', () => {
    const reader = new LineReader(() => {});
    expect(() => reader.push(bytesOf(`${'x'.repeat(MAX_LINE_BYTES)}\n`))).not.toThrow();
    expect(() => reader.push(bytesOf('x'.repeat(MAX_LINE_BYTES + 1)))).toThrow(RangeError);
  });

  it('that come byte by byte take no more memory than they have', () => {
    const heard: string[] = [];
    const reader = new LineReader((line) => heard.push(line));
    const byte = bytesOf('x');
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 400_000; i++) reader.push(byte);
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(100e6);
    reader.push(bytesOf('\n'));
    expect(heard[0]).toHaveLength(400_000);
  });

  it('do not change when the buffer that they came in is used again', () => {
    const heard: string[] = [];
    const reader = new LineReader((line) => heard.push(line));
    const buffer = bytesOf('abc');
    reader.push(buffer);
    buffer.fill(0x7a);
    reader.push(bytesOf('d\n'));
    expect(heard).toEqual(['abcd']);
  });
});

describe('messages', () => {
  it('of any text are read', () => {
    fc.assert(
      fc.property(fc.string(), (text) => void parseMessage(text)),
      { seed: SEED },
    );
  });

  it('of any JSON are read, and refusals have words', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.nat(), (result, error, id) => {
        const message = parseMessage(JSON.stringify({ id, result, error }));
        expect(message).toMatchObject({ kind: 'answer', id });
        if (message.kind === 'answer' && message.error !== null) expect(message.error.text).not.toBe('');
      }),
      { seed: SEED },
    );
  });

  it.each([
    ['{"id":1,"result":true,"error":null}', { kind: 'answer', id: 1, result: true, error: null }],
    ['{"id":"12","result":true}', { kind: 'answer', id: 12, result: true, error: null }],
    [
      '{"id":1,"result":null,"error":[21,"Job not found",""]}',
      { error: { code: 21, text: 'Job not found' } },
    ],
    ['{"id":1,"result":null,"error":[20]}', { error: { code: 20, text: 'no reason given' } }],
    ['{"id":1,"result":null,"error":{"code":-1,"message":"m"}}', { error: { code: -1, text: 'm' } }],
    ['{"id":1,"result":null,"error":"w"}', { error: { code: null, text: 'w' } }],
    ['{"id":1,"result":null,"error":["21","w"]}', { error: { code: 21, text: 'w' } }],
    ['{"id":1,"result":true,"error":""}', { error: null }],
    ['{"id":1,"result":true,"error":[]}', { error: null }],
    ['{"id":1,"result":true,"error":{}}', { error: null }],
    ['{"id":1,"result":true,"error":0}', { error: null }],
    [`{"id":"${'x'.repeat(65)}","method":"m"}`, { kind: 'call', id: null }],
    ['{"id":null,"method":"m","params":[1]}', { kind: 'call', method: 'm', params: [1], id: null }],
    ['{"id":4,"method":"m"}', { kind: 'call', params: [], id: 4 }],
    ['{"id":1.5,"result":true}', { kind: 'unreadable' }],
    ['{"id":null,"result":null,"error":[20,"?"]}', { kind: 'answer', id: -1, error: { code: 20 } }],
    ['{"id":null}', { kind: 'unreadable' }],
    ['[]', { kind: 'unreadable' }],
    ['null', { kind: 'unreadable' }],
    ['{', { kind: 'unreadable' }],
  ])('%s', (line, message) => {
    expect(parseMessage(line)).toMatchObject(message);
  });
});

describe('fields', () => {
  it('of any JSON are read or refused with a RangeError of one sentence', () => {
    const refusesWell = (read: () => unknown) => {
      try {
        read();
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).toMatch(/^the pool [^\n]{10,120}$/u);
      }
    };
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 10 }),
        fc.nat(8),
        fc.jsonValue(),
        (params, at, value) => {
          refusesWell(() => readNotify(params));
          refusesWell(() => readNotify(NOTIFY.map((field, i) => (i === at ? value : field))));
          refusesWell(() => readSubscription(value));
          refusesWell(() => readSubscription(params));
          refusesWell(() => readExtraNonce(params[0], params[1]));
          const mask = readMask(value);
          if (mask !== null) expect(mask & ~0x1fffe000).toBe(0);
          readVersionRolling(value);
          const difficulty = readDifficulty(value);
          if (difficulty !== null) expect(difficulty).toBeGreaterThan(0);
        },
      ),
      { seed: SEED },
    );
  });

  it.each([
    [[[['mining.notify', 'ab']], 'cd', 4], 'ab'],
    [[['mining.notify', 'ab'], 'cd', 4], 'ab'],
    [
      [
        [
          ['mining.set_difficulty', 'x'],
          ['mining.notify', 'ab'],
        ],
        'cd',
        4,
      ],
      'ab',
    ],
    [[[], 'cd', 4], null],
    [[null, 'cd', 4], null],
    [[[['mining.notify', 7]], 'cd', 4], null],
  ])('session of %j is %j', (result, id) => {
    expect(readSubscription(result)).toEqual({
      extraNonce1: Uint8Array.of(0xcd),
      extraNonce2Bytes: 4,
      sessionId: id,
    });
  });

  it.each([
    [32, true],
    [33, false],
    [0, true],
    [-1, false],
    [Number.NaN, false],
  ])('an extra nonce 2 of %d bytes: %s', (bytes, isGood) => {
    const read = () => readExtraNonce('', bytes);
    if (isGood) expect(read().extraNonce2Bytes).toBe(bytes);
    else expect(read).toThrow(RangeError);
  });

  it.each([
    ['ffffffff', 0x1fffe000],
    ['1fffe000', 0x1fffe000],
    ['00006000', 0x6000],
    ['0', 0],
    ['123456789', null],
    ['', null],
    [0x6000, null],
  ])('the mask %j is %j', (text, mask) => {
    expect(readMask(text)).toBe(mask);
    expect(readVersionRolling({ 'version-rolling': true, 'version-rolling.mask': text })).toBe(mask);
    expect(readVersionRolling({ 'version-rolling': false, 'version-rolling.mask': text })).toBeNull();
  });

  it.each([
    [1e-9, 1e-9],
    [5e-324, 5e-324],
    ['0.001', 0.001],
    ['1e-3', 1e-3],
    [0, null],
    [-0.5, null],
    ['', null],
    ['1.', 1],
    ['Infinity', null],
    [true, null],
    [[1], null],
  ])('the difficulty %j is %j', (value, difficulty) => {
    expect(readDifficulty(value)).toBe(difficulty);
  });

  it('of a megabyte of digits keep nobody busy', () => {
    const begunMs = performance.now();
    expect(readDifficulty(`${'1'.repeat(2 ** 20)}x`)).toBeNull();
    expect(performance.now() - begunMs).toBeLessThan(100);
  });

  it('of sizes may be text', () => {
    expect(readExtraNonce('aa', '4')).toMatchObject({ extraNonce2Bytes: 4 });
  });

  it.each([
    [0x20000000, 0x1fffe000, 0x1fffe000],
    [0x20000000, 0x00006000, 0x00006000],
    [0x20002000, 0x1fffe000, 0],
    [0x20002000, 0x1fffc000, 0x1fffc000],
    [0x20000000, null, 0],
  ])('of version %s and mask %s the bits %s may be set', (version, versionMask, bits) => {
    expect(rollableBits({ version, versionMask })).toBe(bits);
  });
});

describe('words', () => {
  it('are one short line without the password', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const clean = cleanWords(`${text} hunter22 ${text}`, 'hunter22');
        expect(clean).not.toMatch(/hunter22|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(clean.length).toBeLessThanOrEqual(200);
      }),
      { seed: SEED },
    );
  });

  it('keep a password that is no secret', () => {
    expect(cleanWords('next x', 'x')).toBe('next x');
  });
});

describe('addresses', () => {
  it.each([
    ['stratum+tcp://pool.example:3333', 'stratum+tcp://pool.example:3333', null, null],
    ['stratum+tcp://me.rig:p%40ss@pool.example:3333/', 'stratum+tcp://pool.example:3333', 'me.rig', 'p@ss'],
    ['stratum+ssl://[2001:db8::1]:443', 'stratum+ssl://[2001:db8::1]:443', null, null],
    ['ssl://pool.example:443', 'stratum+ssl://pool.example:443', null, null],
    ['pool.example:3333', 'stratum+tcp://pool.example:3333', null, null],
    ['ws://127.0.0.1:8080/?token=pool', 'ws://127.0.0.1:8080/?token=pool', null, null],
    ['ws://127.0.0.1:8080', 'ws://127.0.0.1:8080', null, null],
    ['wss://pool.example', 'wss://pool.example:443', null, null],
    [' stratum+tcp://100%:x@pool.example:1 ', 'stratum+tcp://pool.example:1', '100%', 'x'],
  ])('%s', (text, shown, user, password) => {
    const parsed = parsePoolAddress(text);
    expect([parsed.address.text, parsed.user, parsed.password]).toEqual([shown, user, password]);
  });

  it.each([
    '',
    'stratum+tcp://',
    'stratum+tcp://pool.example',
    'stratum+tcp://pool.example:0',
    'stratum+tcp://pool.example:99999',
    'http://user:secret@pool.example:80',
    'stratum+tcp://alice:12#secret@pool:3333',
    'stratum+tcp://alice:12/secret@pool:3333',
    'ws://alice:12?secret@h:80',
    'pool example',
  ])('%j is refused in one sentence that repeats no secret', (text) => {
    expect(() => parsePoolAddress(text)).toThrow(/^[^\n]*address[^\n]*$/u);
    expect(() => parsePoolAddress(text)).not.toThrow(/secret/u);
  });
});

describe('waits', () => {
  it('grow from a second to a minute, and are scattered', () => {
    expect([1, 2, 3, 7, 8, 1000].map((failures) => backoffMs(failures, 0.5))).toEqual([
      1000, 2000, 4000, 60_000, 60_000, 60_000,
    ]);
    expect([backoffMs(1, 0), backoffMs(1, 0.999)]).toEqual([500, expect.closeTo(1500, -1)]);
    expect([firstTryMs(0), firstTryMs(0.999)]).toEqual([100, expect.closeTo(500, 0)]);
  });
});

describe('a whole conversation', () => {
  it('with any bytes changed neither throws nor ends the source', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(2000), fc.integer({ min: 0, max: 255 })), { maxLength: 20 }),
        fc.integer({ min: 1, max: 400 }),
        async (changes, size) => {
          const { pools, source, pass } = openSource({ pool: GOOD });
          await pass(30);
          const bytes = bytesOf(
            [
              { id: null, method: 'mining.set_difficulty', params: [2e-9] },
              { id: null, method: 'mining.notify', params: NOTIFY },
              { id: null, method: 'mining.set_version_mask', params: ['00006000'] },
              { id: null, method: 'mining.set_extranonce', params: ['aabb', 4] },
              { id: null, method: 'client.reconnect', params: ['', '3334', 1] },
            ]
              .map((value) => `${JSON.stringify(value)}\n`)
              .join(''),
          );
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const { newest } = pools;
          for (let i = 0; i < bytes.length; i += size) newest.bytes(bytes.slice(i, i + size));
          source.next();
          await pass(70_000);
          expect(source.status.state).toBe('working');
          expect(source.next()).not.toBeNull();
          await source.close();
        },
      ),
      { seed: SEED, numRuns: 60 },
    );
  });
});
