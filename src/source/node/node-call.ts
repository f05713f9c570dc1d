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
export interface NodeCall {
  (
    method: string,
    params: readonly unknown[],
    options: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<unknown>;
  /** Takes one's own name and password out of a result's words before they are shown; absent where there is none. */
  readonly clear?: ClearWords;
}

/** Takes secrets out of words. */
export type ClearWords = (words: string) => string;

/** For words that hold no secret. */
export const AS_THEY_ARE: ClearWords = (words) => words;

/** What went wrong with a call. */
export type NodeFault =
  /** No connection was made: the node does not know of the call. */
  | 'unreachable'
  /** The connection ended, or the time was over, before an answer: the node may have heard. */
  | 'lost'
  /** Name, password or cookie were refused. */
  | 'denied'
  /** This machine may not call it, or not this method. */
  | 'forbidden'
  /** It, or what stands before it, has no time at the moment. */
  | 'busy'
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

/**
 * A node's words, whatever they are, made fit for one short line.
 *
 * Of lists and objects only that they are some: those of a stranger may be deeper than any program can print.
 *
 * @param clear - Takes secrets out of words.
 */
export function plainWords(words: unknown, clear: ClearWords): string {
  if (Array.isArray(words)) return 'a list';
  if (typeof words === 'object' && words !== null) return 'an object';
  // Before they are cut: half a secret would not be known as one.
  return cleanWords(clear(String(words)));
}

/**
 * Takes an answer of JSON-RPC apart.
 *
 * @param body - What came back, read as JSON.
 * @param where - Host and port, for the sentence.
 * @param clear - Takes secrets out of an error's words; a result is no words, and stays as it is.
 * @returns the result.
 * @throws {NodeCallError} if it is an error, or no answer of JSON-RPC.
 */
export function resultOf(
  body: unknown,
  method: string,
  where: string,
  clear: ClearWords = AS_THEY_ARE,
): unknown {
  if (typeof body !== 'object' || body === null || !('result' in body || 'error' in body)) {
    throw new NodeCallError('nonsense', `${where} answered, but not in JSON-RPC: is it the node’s RPC port?`);
  }
  const { result, error } = body as { result?: unknown; error?: unknown };
  if (error === undefined || error === null) return result ?? null;
  const { code, message } = error as { code?: unknown; message?: unknown };
  const words = plainWords(message ?? error, clear);
  const number = Number.isSafeInteger(code) ? (code as number) : null;
  const numbered = number === null ? '' : ` (error ${number})`;
  throw new NodeCallError('error', `The node refused ${method}: ${words}${numbered}`, {
    code: number,
    words,
  });
}
