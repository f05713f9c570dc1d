// The replays of real pools: what they play is what was recorded, whatever the pieces in which it comes, and the shares in
// the recordings hash to what the pools said of them.

import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { targetFromDifficulty } from '../../src/primitives/index.ts';
import { loadBcoin } from '../pool/bcoin.ts';
import { RawClient } from '../pool/raw-client.ts';
import { loadRecording, RECORDINGS, readWords, type Turn } from '../pool/recording.ts';
import { hashShare } from '../pool/reference-share.ts';
import { Replay, type ReplayOptions } from '../pool/replay.ts';

const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function play(turns: readonly Turn[], options: ReplayOptions) {
  const replay = await Replay.start(turns, options);
  const client = await RawClient.open(replay.port);
  closers.push(
    () => replay.close(),
    () => client.close(),
  );
  return { replay, client };
}

describe.for(RECORDINGS)('%s', (name) => {
  const turns = loadRecording(name);

  test.for([{}, { chunkBytes: [1] }, { chunkBytes: [7] }, { joinMs: 5 }])('in pieces: %j', async (faults) => {
    const { client } = await play(turns, { submits: 'recorded', ...faults });
    let expected = '';
    for (const [index, { id, method, params, lines }] of turns.entries()) {
      client.send(`${JSON.stringify({ id: 1000 + index, method, params })}\n`);
      for (const line of lines) expected += `${line.replace(`"id":${id}`, `"id":${1000 + index}`)}\n`;
      const count = expected.split('\n').length - 1;
      await client.until(() => client.messages.length === count);
    }
    expect(client.pieces.join('')).toBe(expected);
  });

  test('shares are judged by their hash, in the recorded words', async () => {
    const { client, replay } = await play(turns, { submits: 'judged' });
    for (const { method, params } of turns) {
      if (method === 'mining.submit') break;
      client.send(`${JSON.stringify({ id: method, method, params })}\n`);
    }
    await client.until(() => client.messages.some(({ id }) => id === 'mining.authorize'));
    await client.until(() => client.last('mining.notify'));
    const { params } = turns.find(({ method }) => method === 'mining.submit')!;
    if (name === 'publicpool-knots') {
      // Its difficulty came after its first job, and belongs to the jobs after it: here, to the same job sent anew.
      expect(await client.ask('mining.submit', params)).toMatchObject({
        error: [23, 'Difficulty too low', ''],
      });
      return;
    }
    expect(await client.ask('mining.submit', params)).toMatchObject({ result: true, error: null });
    expect(await client.ask('mining.submit', params)).toMatchObject({
      result: false,
      error: [21, expect.any(String), null],
    });
    const other = [...params.slice(0, 4), '00000000'];
    expect(await client.ask('mining.submit', other)).toMatchObject({
      result: false,
      error: [23, expect.any(String), null],
    });
    expect(replay.judged.map(({ code }) => code)).toEqual([null, 21, 23]);
    expect(replay.nextJob()).toBe(name !== 'chromium-websockify');
  });
});

test('public-pool keeps the difficulty that was named before authorize', async () => {
  const { client } = await play(loadRecording('publicpool-knots'), { submits: 'judged' });
  client.send('{"id":101,"method":"mining.subscribe","params":[]}\n');
  client.send('{"id":102,"method":"mining.suggest_difficulty","params":[0.00001]}\n');
  client.send('{"id":103,"method":"mining.authorize","params":["a","x"]}\n');
  await client.until(() => client.last('mining.notify'));
  expect(client.messages.filter(({ method }) => method === 'mining.set_difficulty')).toHaveLength(1);
  const { params } = loadRecording('publicpool-knots').find(({ method }) => method === 'mining.submit')!;
  expect(await client.ask('mining.submit', params)).toMatchObject({ result: true, error: null });
});

interface Vector {
  readonly label: string;
  readonly difficulty: number;
  readonly extranonce1: string;
  readonly extranonce2: string;
  readonly notify: readonly unknown[];
  readonly versionBits: string | null;
  readonly ntime: string;
  readonly nonce: string;
  readonly header: string;
  readonly hashDisplay: string;
  readonly response: { readonly result: boolean | null };
}

describe.for(['ckpool-knots', 'publicpool-knots'])('shares that %s judged', (name) => {
  const file = new URL(`../vectors/stratum/stratum-${name}.json`, import.meta.url);
  const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { readonly vectors: readonly Vector[] };

  test.for(vectors.map((vector) => [vector.label, vector] as const))('%s', ([, vector]) => {
    const { notify, extranonce1, extranonce2, ntime, nonce, versionBits } = vector;
    const version =
      (Number.parseInt(notify[5] as string, 16) ^ Number.parseInt(versionBits ?? '0', 16)) >>> 0;
    const parts = { extraNonce1: extranonce1, extraNonce2: extranonce2, time: ntime, nonce, version };
    const { header, hash, hashHex, value } = hashShare(notify, parts);
    expect(Buffer.from(header).toString('hex')).toBe(vector.header);
    expect(hashHex).toBe(vector.hashDisplay);
    expect(loadBcoin().hash256.digest(Buffer.from(header))).toEqual(Buffer.from(hash));
    if (vector.response.result === true) {
      expect(value <= targetFromDifficulty(vector.difficulty)).toBe(true);
    }
  });
});

test('each line of the recordings can be read', () => {
  for (const name of RECORDINGS) {
    for (const { lines } of loadRecording(name))
      for (const line of lines) expect(readWords(line)).toBeTypeOf('object');
  }
});
