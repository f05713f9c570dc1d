// Sends a block, and finds out what became of it. A node's answer alone does not say: some answer nothing for a valid block on
// an old tip, and an answer may be lost. So the node's chain is looked at; and since a block is worth a lot, one that could
// not be delivered is sent again for a minute, and for half an hour while no other block has taken its place.

import type { ShareVerdict } from '../work-source.ts';
import { type ClearWords, NodeCallError, plainWords } from './node-call.ts';

/** A block to be sent. */
export interface SentBlock {
  /** Puts its hexadecimal digits together; they are megabytes, so that is done for each try anew. */
  readonly hex: () => string;
  /** 64 digits as displayed. */
  readonly hash: string;
  readonly height: number;
  /** Null for none. */
  readonly workId: string | null;
}

/** What sending needs. */
export interface SubmissionParts {
  /** Throws {@link NodeCallError}. */
  readonly call: (method: string, params: readonly unknown[]) => Promise<unknown>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  /** Whether the block would still be the newest, as far as anybody knows. */
  readonly isWanted: () => boolean;
  readonly signal: AbortSignal;
  readonly clear: ClearWords;
  /** The node took the block, and may not be asked for its chain: the method that it refuses. */
  readonly onUntold: (method: string) => void;
  /** The block was not delivered at once, in one sentence; told once. */
  readonly onDelay: (problem: string) => void;
}

/** Pauses between tries: about a minute together, the time that a node usually takes to start again. */
export const SUBMIT_RETRY_MS = [250, 1000, 2000, 5000, 10_000, 15_000, 30_000] as const;
/** Pauses after that, as long as the block is wanted. */
export const SUBMIT_LATER_MS = 30_000;
/** A node that verifies its chain at its start takes many minutes. */
export const SUBMIT_LIMIT_MS = 30 * 60_000;

/** Answers that leave open whether the block is in the chain: nothing at all, or words for one that is known and not the tip. */
const OPEN_ANSWERS: readonly unknown[] = [null, 'duplicate', 'inconclusive', 'duplicate-inconclusive'];

/** Of these, what is said of a block that is valid: nothing, or that it was there (our own, whose first answer was lost). */
const TAKEN_WORDS: readonly string[] = ['', 'duplicate'];

/** Words for a block whose parent is no longer the tip (BIP 22). */
const LATE_WORDS: readonly string[] = ['stale-prevblk', 'stale-work', 'inconclusive-not-best-prevblk'];

/** A node's error that passes: it is still starting. */
const IN_WARMUP = -28;

/** What a node says to `submitblock`, without what only its chain can tell. */
export type SubmitAnswer =
  /** Its chain tells; `words` are the node's, empty where it said nothing. */
  | { readonly kind: 'look'; readonly words: string }
  | { readonly kind: 'stale' | 'rejected'; readonly words: string };

/**
 * Reads the result of `submitblock`.
 *
 * @see BIP 22, "Block Submission"; bcoin puts `rejected: ` before the words
 */
export function readSubmitAnswer(result: unknown, clear: ClearWords): SubmitAnswer {
  const said = typeof result === 'string' ? result.replace(/^rejected: /u, '') : result;
  const words = said === null ? '' : plainWords(said, clear);
  if (OPEN_ANSWERS.includes(said)) return { kind: 'look', words };
  return { kind: LATE_WORDS.includes(words) ? 'stale' : 'rejected', words };
}

/**
 * Sends a block until the node has said what it thinks of it.
 *
 * @returns what became of it; never rejects for what a node or a line may do.
 */
export async function submitBlock(block: SentBlock, parts: SubmissionParts): Promise<ShareVerdict> {
  let problem = '';
  for (const pauseMs of pauses(parts)) {
    try {
      if (pauseMs > 0) await parts.sleep(pauseMs);
      if (parts.signal.aborted) break;
      // An answer that was lost may have been a yes.
      if (pauseMs > 0 && (await standing(block, parts)) === 'in') return { kind: 'accepted' };
      const answer = await send(block, parts);
      if (answer.kind !== 'look') return { kind: answer.kind, reason: answer.words };
      const place = await standing(block, parts);
      if (place === 'in') return { kind: 'accepted' };
      if (place !== 'out') return untold(answer.words, place.untoldBy, parts);
      const words = answer.words === '' ? '' : ` (${answer.words})`;
      return { kind: 'stale', reason: `the node knows the block, but another one is in its chain${words}` };
    } catch (error) {
      if (parts.signal.aborted) break;
      if (!(error instanceof NodeCallError)) throw error;
      if (problem === '') parts.onDelay(error.message);
      problem = error.message;
    }
  }
  return { kind: 'unanswered', reason: parts.signal.aborted ? 'ended before the node answered' : problem };
}

function* pauses({ clock, isWanted }: SubmissionParts): Generator<number> {
  const begunMs = clock();
  yield 0;
  yield* SUBMIT_RETRY_MS;
  while (isWanted() && clock() - begunMs < SUBMIT_LIMIT_MS) yield SUBMIT_LATER_MS;
}

async function send(block: SentBlock, { call, clear }: SubmissionParts): Promise<SubmitAnswer> {
  const id = block.workId === null ? [] : [{ workid: block.workId }];
  try {
    return readSubmitAnswer(await call('submitblock', [block.hex(), ...id]), clear);
  } catch (error) {
    if (isRefusal(error)) return { kind: 'rejected', words: error.words };
    throw error;
  }
}

/** Whether a node has answered with an error that does not pass by itself. */
function isRefusal(error: unknown): error is NodeCallError {
  return error instanceof NodeCallError && error.fault === 'error' && error.code !== IN_WARMUP;
}

/** What is made of a node's answer that only its chain would explain, where that may not be looked at. */
function untold(words: string, method: string, { onUntold }: SubmissionParts): ShareVerdict {
  if (!TAKEN_WORDS.includes(words)) {
    return { kind: 'unanswered', reason: `the node says “${words}”, and does not allow ${method}` };
  }
  onUntold(method);
  return { kind: 'accepted' };
}

/** Whether a block is in the node's best chain; or the method that would tell, and that the node refuses. */
async function standing(
  { hash, height }: SentBlock,
  { call }: SubmissionParts,
): Promise<'in' | 'out' | { readonly untoldBy: string }> {
  const questions = [
    ['getbestblockhash', []],
    // Another block may have come on top of it since.
    ['getblockhash', [height]],
  ] as const;
  for (const [method, params] of questions) {
    try {
      if ((await call(method, params)) === hash) return 'in';
    } catch (error) {
      if (error instanceof NodeCallError && error.fault === 'forbidden') return { untoldBy: method };
      // A height that the chain has not reached, or a node that does not know the question: it did not say yes.
      if (method === 'getblockhash' && isRefusal(error)) return 'out';
      throw error;
    }
  }
  return 'out';
}
