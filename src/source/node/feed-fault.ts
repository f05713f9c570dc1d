// Why a node gives no template, and what that says of the work that is there.

import { AS_THEY_ARE, type ClearWords, NodeCallError } from './node-call.ts';
import { TemplateError } from './template-fields.ts';

/** Why there is no template. */
export interface FeedFault {
  /** One clear sentence without any secret. */
  readonly sentence: string;
  /** Until it is tried again, milliseconds. */
  readonly retryMs: number;
  /** Whether it may be over in a moment, and says nothing against the work that is there. */
  readonly isPassing: boolean;
}

const IN_WARMUP = -28;

/** Codes of a node that is there and has no work (Bitcoin Core, `rpc/protocol.h`). */
const WAITING_WORDS: Readonly<Record<number, string>> = {
  [-9]: 'The node is connected to no other node yet, and gives no work before',
  [-10]: 'The node is still downloading the chain, and gives no work before',
  [IN_WARMUP]: 'The node is still starting',
};

/** @returns whether a fault says only that the node has no time at the moment. */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof NodeCallError)) return false;
  return error.fault === 'lost' || error.fault === 'busy' || error.code === IN_WARMUP;
}

/** What Bitcoin Core says on signet to those who do not ask for the rule `signet`, and so could not sign (BIP 325). */
const SIGNET_WORDS = /\bsignet rule\b/u;
const SIGNET = 'The node is on signet, whose blocks need the network’s signature: they cannot be mined here';

/**
 * What is wrong with a node, in one sentence.
 *
 * @throws the error itself where it is a mistake of ours.
 */
export function sentenceOf(error: unknown, clear: ClearWords = AS_THEY_ARE): string {
  if (error instanceof TemplateError) return error.sentence(clear);
  if (!(error instanceof NodeCallError)) throw error;
  if (SIGNET_WORDS.test(error.words)) return SIGNET;
  const waiting = WAITING_WORDS[error.code ?? 0];
  return waiting === undefined ? error.message : `${waiting}: ${error.words}`;
}
