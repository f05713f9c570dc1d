// How a node is called: JSON-RPC, whatever carries it, and what may go wrong with it.

import { cleanWords } from '../words.ts';

/**
 * Calls a node.
 *
 * @param params - What the method takes, in order.
 * @param options - `timeoutMs` is for the whole call.
 * @returns what the node answered, not checked.
 * @throws {NodeCallError} if there is no answer, or it is an error.
 */
export type NodeCall = (
  method: string,
  params: readonly unknown[],
  options: { readonly signal: AbortSignal; readonly timeoutMs: number },
) => Promise<unknown>;

/** What went wrong with a call. */
export type NodeFault =
  /** No connection was made: the node does not know of the call. */
  | 'unreachable'
  /** The connection ended, or the time was over, before an answer: the node may have heard. */
  | 'lost'
  /** Name, password, cookie or the machine itself were refused. */
  | 'denied'
  /** What came back is no answer of a node. */
  | 'nonsense'
  /** The node answered with an error: `code` says which. */
  | 'error';

/** A call without result; its message is one clear sentence without any secret. */
export class NodeCallError extends Error {
  override readonly name = 'NodeCallError';
  readonly fault: NodeFault;
  /** The node's own number (Bitcoin Core, `rpc/protocol.h`); null where there is none. */
  readonly code: number | null;
  /** The node's own words; empty where there are none. */
  readonly words: string;

  constructor(
    fault: NodeFault,
    message: string,
    details: { readonly code?: number | null; readonly words?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: details.cause });
    this.fault = fault;
    this.code = details.code ?? null;
    this.words = details.words ?? '';
  }
}

/** A node's words, whatever they are, made fit for one short line. */
export function plainWords(words: unknown): string {
  return cleanWords(typeof words === 'string' ? words : (JSON.stringify(words) ?? String(words)));
}

/**
 * Takes an answer of JSON-RPC apart.
 *
 * @param body - What came back, read as JSON.
 * @param where - Host and port, for the sentence.
 * @param clear - Takes secrets out of words.
 * @returns the result.
 * @throws {NodeCallError} if it is an error, or no answer of JSON-RPC.
 */
export function resultOf(
  body: unknown,
  method: string,
  where: string,
  clear: (words: string) => string = (words) => words,
): unknown {
  if (typeof body !== 'object' || body === null || !('result' in body || 'error' in body)) {
    throw new NodeCallError('nonsense', `${where} answered, but not in JSON-RPC: is it the node’s RPC port?`);
  }
  const { result, error } = body as { result?: unknown; error?: unknown };
  if (error === undefined || error === null) {
    return typeof result === 'string' ? clear(result) : (result ?? null);
  }
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words = clear(plainWords(message ?? error));
  const number = Number.isSafeInteger(code) ? (code as number) : null;
  const numbered = number === null ? '' : ` (error ${number})`;
  throw new NodeCallError('error', `The node refused ${method}: ${words}${numbered}`, {
    code: number,
    words,
  });
}
