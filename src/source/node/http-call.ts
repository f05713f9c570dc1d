// Calls a node by JSON-RPC over HTTP, with Node's own client: name and password or the cookie file that the node writes anew
// at each start, one connection for many calls, a limit of time and of size on every answer. Whatever answers instead of
// a node, and whatever does not, becomes one sentence with host and port and without a secret.

import { Buffer } from 'node:buffer';
import { open } from 'node:fs/promises';
import { Agent, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestTls, Agent as TlsAgent } from 'node:https';
import { type NodeCall, NodeCallError, resultOf } from './node-call.ts';
import { NODE_ENVIRONMENT, type NodeAccount } from './node-url.ts';
import { SecretKeeper } from './secret-keeper.ts';

/** A template with 4 MB of transactions is some 9 MB of JSON. */
const MAX_ANSWER_BYTES = 64 * 1024 * 1024;

/** A cookie file holds some 75 bytes. */
const MAX_COOKIE_BYTES = 4096;

/** So that a connection whose other end has gone without a word is noticed while an answer is waited for. */
const KEEP_ALIVE_MS = 30_000;

/** What the system says of a file that cannot be read. */
const FILE_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is none, since the node writes it when it starts; check the path, or start the node',
  EACCES: 'this user may not read it; run as the node’s user, or set rpccookieperms',
  EISDIR: 'that is a directory',
};

/** Said in plain text or a page: by the node whose queue is full, or by a server before one that starts again. */
const BUSY_STATUSES: readonly number[] = [502, 503, 504];

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

interface CallOptions {
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/** Limits that a test may make smaller. */
export interface HttpCallLimits {
  readonly maxAnswerBytes?: number;
}

/**
 * Makes the function that calls a node.
 *
 * Its connections do not keep the process alive once nothing is waited for.
 */
export function httpCall(account: NodeAccount, limits: HttpCallLimits = {}): NodeCall {
  const line = new HttpLine(account, limits.maxAnswerBytes ?? MAX_ANSWER_BYTES);
  return Object.assign(
    (...[method, params, options]: Parameters<NodeCall>) => line.call(method, params, options),
    { clear: (words: string) => line.clear(words) },
  );
}

class HttpLine {
  readonly #account: NodeAccount;
  readonly #where: string;
  readonly #maxAnswerBytes: number;
  readonly #agent: Agent;
  /** `user:password`; null before the cookie file was read, or where none is asked for. */
  #secret: string | null = null;
  #lastId = 0;

  constructor(account: NodeAccount, maxAnswerBytes: number) {
    this.#account = account;
    this.#where = account.host.includes(':')
      ? `[${account.host}]:${account.port}`
      : `${account.host}:${account.port}`;
    this.#maxAnswerBytes = maxAnswerBytes;
    const options = { keepAlive: true, keepAliveMsecs: KEEP_ALIVE_MS };
    this.#agent = account.isTls ? new TlsAgent(options) : new Agent(options);
  }

  /** The time is for all that it takes: the same call again with a new cookie, or by another connection, gets no more. */
  async call(
    method: string,
    params: readonly unknown[],
    { signal, timeoutMs }: CallOptions,
  ): Promise<unknown> {
    const over = new AbortController();
    const end = (words: string) => over.abort(new NodeCallError('lost', words));
    const onAbort = () => end(`The call ${method} was given up`);
    const timer = setTimeout(() => {
      end(`${this.#where} did not answer ${method} within ${Math.round(timeoutMs / 1000)} s`);
    }, timeoutMs);
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    try {
      return this.#resultOf(await this.#ask(method, params, over.signal), method);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  clear(words: string): string {
    return this.#secret === null ? words : new SecretKeeper(this.#secret).clearWords(words);
  }

  async #ask(method: string, params: readonly unknown[], over: AbortSignal): Promise<Answer> {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '1.0', id: ++this.#lastId, method, params }));
    const { credentials } = this.#account;
    if (credentials.kind === 'password') this.#secret = `${credentials.user}:${credentials.password}`;
    if (credentials.kind === 'cookie') this.#secret ??= await this.#readCookie(credentials.path);
    const used = this.#secret;
    const answer = await this.#post(method, body, over);
    if (answer.status !== 401 || credentials.kind !== 'cookie') return answer;
    // Not what is known by now: another call may have read it meanwhile.
    this.#secret = await this.#readCookie(credentials.path);
    return this.#secret === used ? answer : await this.#post(method, body, over);
  }

  #resultOf({ status, body }: Answer, method: string): unknown {
    if (status === 401) throw new NodeCallError('denied', `${this.#where} ${this.#deniedWords()}`);
    if (status === 403) {
      throw new NodeCallError(
        'forbidden',
        `${this.#where} refuses the call (403): see the node’s settings rpcallowip and rpcwhitelist (${method})`,
      );
    }
    const keeper = this.#secret === null ? null : new SecretKeeper(this.#secret);
    const text = body.toString('utf8');
    let parsed: unknown;
    try {
      parsed = JSON.parse(keeper?.clearText(text) ?? text);
    } catch {
      // Errors with other states than 200 come as JSON from a node; a busy one says 503 in plain text.
      const kind = /^\s*</u.test(body.toString('latin1', 0, 100)) ? 'a web page' : 'something else';
      const words =
        status === 503
          ? `${this.#where} has too much to do (503)`
          : `${this.#where} answered with ${kind} instead of JSON (status ${status}): is it the node’s RPC port?`;
      throw new NodeCallError(BUSY_STATUSES.includes(status) ? 'busy' : 'nonsense', words);
    }
    return resultOf(parsed, method, this.#where, (words) => this.clear(words));
  }

  #deniedWords(): string {
    const { kind } = this.#account.credentials;
    if (kind === 'none') {
      return `asks for a name and a password (401), and none was given: write them into its URL, or set ${NODE_ENVIRONMENT.user} and ${NODE_ENVIRONMENT.password}, or ${NODE_ENVIRONMENT.cookie}`;
    }
    return kind === 'cookie'
      ? 'refused what its cookie file says (401)'
      : 'refused the name or the password (401)';
  }

  async #readCookie(path: string): Promise<string> {
    try {
      const file = await open(path, 'r');
      try {
        const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_COOKIE_BYTES), 0, MAX_COOKIE_BYTES, 0);
        return buffer.toString('utf8', 0, bytesRead).trim();
      } finally {
        await file.close();
      }
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code ?? '';
      const why = FILE_FAULTS[code] ?? `the system says ${code || 'nothing'}`;
      throw new NodeCallError('denied', `The node’s cookie file ${path} cannot be read: ${why}`, { cause });
    }
  }

  /** Once more where a kept connection turns out to be closed, since nodes close those that rest: by a new one then. */
  async #post(method: string, body: Buffer, over: AbortSignal): Promise<Answer> {
    try {
      return await this.#send(method, body, over, this.#agent);
    } catch (error) {
      if (error instanceof StaleConnectionError) return await this.#send(method, body, over, false);
      throw error;
    }
  }

  /** @param over - Ends it, with the error to be given as its reason. */
  #send(method: string, body: Buffer, over: AbortSignal, agent: Agent | false): Promise<Answer> {
    const { isTls, host, port, path } = this.#account;
    return new Promise((resolve, reject) => {
      if (over.aborted) return reject(over.reason);
      const headers: Record<string, string | number> = {
        'content-type': 'application/json',
        'content-length': body.length,
      };
      if (this.#secret !== null)
        headers['authorization'] = `Basic ${Buffer.from(this.#secret).toString('base64')}`;
      const sent = (isTls ? requestTls : requestHttp)({
        host,
        port,
        path,
        method: 'POST',
        headers,
        agent,
      });
      const end = (error: Error) => {
        over.removeEventListener('abort', onOver);
        sent.destroy();
        reject(error);
      };
      const onOver = () => end(over.reason);
      over.addEventListener('abort', onOver, { once: true });
      let hasAnswer = false;
      sent.on('socket', (socket) => socket.setKeepAlive(true, KEEP_ALIVE_MS));
      // It stays: a destroyed request may raise another one.
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (!hasAnswer && sent.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
          return end(new StaleConnectionError());
        }
        end(this.#explain(error, method));
      });
      sent.on('response', (response) => {
        hasAnswer = true;
        this.#collect(response).then((received) => {
          over.removeEventListener('abort', onOver);
          resolve({ status: response.statusCode ?? 0, body: received });
        }, end);
      });
      sent.end(body);
    });
  }

  async #collect(response: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let length = 0;
    try {
      for await (const chunk of response as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > this.#maxAnswerBytes) {
          throw new NodeCallError(
            'nonsense',
            `${this.#where} answered with more than ${this.#maxAnswerBytes} bytes`,
          );
        }
        chunks.push(chunk);
      }
    } catch (cause) {
      if (cause instanceof NodeCallError) throw cause;
      throw new NodeCallError('lost', `${this.#where} broke off in the middle of its answer`, { cause });
    }
    return Buffer.concat(chunks);
  }

  #explain(error: NodeJS.ErrnoException, method: string): NodeCallError {
    const code = error.code ?? '';
    const where = this.#where;
    const sentence = (fault: 'unreachable' | 'lost' | 'nonsense', words: string) =>
      new NodeCallError(fault, words, { cause: error });
    if (code === 'ECONNREFUSED') {
      return sentence(
        'unreachable',
        `${where} refused the connection: does the node run, with its RPC server on this port?`,
      );
    }
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
      return sentence('unreachable', `The host ${this.#account.host} was not found`);
    }
    if (code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || code === 'ETIMEDOUT') {
      return sentence('unreachable', `${where} cannot be reached`);
    }
    if (code.startsWith('HPE_')) {
      return sentence('nonsense', `${where} does not speak HTTP: is it the node’s RPC port?`);
    }
    if (code.startsWith('ERR_SSL') || code === 'EPROTO' || /CERT|UNABLE_TO/u.test(code)) {
      return sentence('unreachable', `${where} and this machine found no way to speak TLS (${code})`);
    }
    return sentence('lost', `${where} closed the connection before it answered ${method}`);
  }
}

/** A kept connection that the other end had closed before the request came. */
class StaleConnectionError extends Error {}
