// What is made of answers that are cut, of errors, and of what was never meant to be one.

import type { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { NodeCallError } from '../../../../src/source/index.ts';
import { ask, callOf, faultOf, serve, serveRaw } from './http-servers.ts';

describe('an answer that is cut', () => {
  const body = JSON.stringify({ result: { text: 'a template', list: [1, 2, 3] }, error: null, id: 1 });
  const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n';
  const whole = `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
  const chunked = `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
  const open = `${head}Connection: close\r\n\r\n${body}`;

  it.each<[string, string, (peer: Socket) => void]>([
    ['of a known length, by a closed connection', whole, (peer) => peer.end()],
    ['of a known length, by a reset one', whole, (peer) => peer.resetAndDestroy()],
    ['in chunks, by a closed connection', chunked, (peer) => peer.end()],
    ['in chunks, by a reset one', chunked, (peer) => peer.resetAndDestroy()],
  ])('%s, is no answer, wherever it is cut', async (_what, text, cut) => {
    let length = 0;
    const port = await serveRaw((peer) => {
      peer.write(text.slice(0, length), () => cut(peer));
    });
    for (length = 0; length < text.length; length += 3) {
      const error = await faultOf(ask(callOf(port)));
      expect([length, error.fault]).toEqual([length, 'lost']);
      expect(error.message).toMatch(/broke off in the middle of its answer|closed the connection before/u);
    }
    // One byte less than all is still none.
    length = text.length - 1;
    expect((await faultOf(ask(callOf(port)))).fault).toBe('lost');
  });

  it('of a length that is not known, is no JSON any more', async () => {
    let length = open.length - body.length;
    const port = await serveRaw((peer) => {
      peer.end(open.slice(0, length));
    });
    for (; length < open.length; length += 3) {
      const error = await faultOf(ask(callOf(port)));
      expect([length, error.fault]).toEqual([length, 'nonsense']);
    }
    length = open.length;
    expect(await ask(callOf(port))).toMatchObject({ list: [1, 2, 3] });
  });

  it('and comes byte by byte, is one as long as it is whole', async () => {
    const port = await serveRaw(async (peer) => {
      peer.setNoDelay();
      for (const byte of whole) {
        peer.write(byte);
        await new Promise((resolve) => setImmediate(resolve));
      }
      peer.end();
    });
    expect(await ask(callOf(port))).toMatchObject({ text: 'a template' });
  });
});

describe('an error of JSON-RPC', () => {
  it.each<[string, unknown, number | null, string]>([
    ['as a node writes it', { code: -28, message: 'Loading' }, -28, 'Loading'],
    ['with status 200, too', { code: -5, message: 'no' }, -5, 'no'],
    ['without a number', { message: 'no' }, null, 'no'],
    ['with a number that is none', { code: 'x', message: 'no' }, null, 'no'],
    ['with half a number', { code: 1.5, message: 'no' }, null, 'no'],
    ['of words alone', 'no such method', null, 'no such method'],
    ['of other words', { code: 1, message: { deep: [1] } }, 1, 'an object'],
    ['of no words', { code: -32601 }, -32601, 'an object'],
    ['of many lines and signs', { code: 1, message: 'a\u0000\n\u202eb\tc' }, 1, 'a b c'],
    ['of a great many words', { code: 1, message: 'w'.repeat(10_000) }, 1, `${'w'.repeat(199)}…`],
    ['that is true', true, null, 'true'],
  ])('%s', async (what, error, code, words) => {
    const status = what.includes('200') ? 200 : 500;
    const port = await serve((_body, _request, response) => {
      response.writeHead(status).end(JSON.stringify({ result: null, error }));
    });
    const reason = await ask(callOf(port)).then(
      () => null,
      (one: NodeCallError) => one,
    );
    expect(reason).toMatchObject({ fault: 'error', code, words });
    expect(reason!.message).toMatch(/^The node refused getblockcount: [^\n]+$/u);
    expect(reason!.message.includes('(error ')).toBe(code !== null);
  });

  it.each(['null', '1', '"text"', '[]', '{}', '{"answer":1}', ''])(
    '%s is none, nor a result',
    async (body) => {
      const port = await serve((_body, _request, response) => response.end(body));
      expect((await faultOf(ask(callOf(port)))).fault).toBe('nonsense');
    },
  );

  it.each(['{"error":%}', '{"error":{"message":%}}', '{"error":{"code":-8,"message":%}}'])(
    '%s with a sea of brackets in it is an error of a few words',
    async (body) => {
      const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
      const port = await serve((_body, _request, response) => response.end(body.replace('%', deep)));
      const error = await faultOf(ask(callOf(port)));
      expect(error.message).toMatch(/^The node refused getblockcount: a list( \(error -8\))?$/u);
    },
  );

  it('in a sea of brackets is nonsense, not a crash', async () => {
    for (const deep of ['['.repeat(200_000), `{"result":${'['.repeat(50_000)}${']'.repeat(50_000)}}`]) {
      const port = await serve((_body, _request, response) => response.end(deep));
      const outcome = await ask(callOf(port)).then(
        () => 'a result',
        (error: NodeCallError) => error.fault,
      );
      expect(['a result', 'nonsense']).toContain(outcome);
    }
  });
});
