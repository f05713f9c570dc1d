// What a node is asked beside its templates, and mining can do without: whether it would take the block that is searched, and
// which network it is on.

import type { Payout } from '../address.ts';
import { blockHex } from './block.ts';
import { AS_THEY_ARE, type NodeCall, NodeCallError, plainWords } from './node-call.ts';
import type { NodeJob } from './template-work.ts';

/** A full block takes a small machine a while to check. */
const CHECK_LIMIT_MS = 120_000;

/** Networks by the name that `getblockchaininfo` gives; whatever is not here has the test networks' addresses. */
const NETWORKS: Readonly<Record<string, string>> = { main: 'main', regtest: 'regtest' };

/** Words of a proposal that came too late to be judged. */
const LATE_PROPOSAL = 'inconclusive-not-best-prevblk';

/** What questions need, and whom they tell. */
export interface QuestionParts {
  readonly call: NodeCall;
  readonly payout: Payout;
  /** Ends everything. */
  readonly signal: AbortSignal;
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
}

/** Asks a node. */
export class NodeQuestions {
  readonly #parts: QuestionParts;

  constructor(parts: QuestionParts) {
    this.#parts = parts;
  }

  /**
   * Asks whether the node would take a block, proof of work aside (BIP 23).
   *
   * @returns why it would not, in its words; null where it says nothing against it.
   */
  async objection(job: NodeJob): Promise<string | null> {
    const { workId } = job.template;
    const proposal = { mode: 'proposal', data: blockHex(job, 0), ...(workId !== null && { workid: workId }) };
    const answer = await this.#ask('getblocktemplate', [proposal], 'The node does not check proposals');
    return answer === null || answer === LATE_PROPOSAL ? null : this.#plain(answer);
  }

  /** An address of another network is paid all the same, to a key that its owner may not have there: that is said. */
  async checkNetwork(): Promise<void> {
    const info = await this.#ask('getblockchaininfo', [], 'The node does not say which network it is on');
    const chain = (info as { chain?: unknown } | null)?.chain;
    const { payout, signal, onNotice } = this.#parts;
    if (typeof chain !== 'string' || signal.aborted) return;
    const { network, address } = payout;
    const wanted = NETWORKS[chain] ?? 'test';
    // Base58 addresses of regtest look like those of the test networks.
    const isRight =
      network === wanted || (wanted === 'regtest' && network === 'test' && !/^tb1/iu.test(address));
    if (isRight) return;
    onNotice(
      'bad',
      `The node is on the network “${this.#plain(chain)}”, and ${address} is an address of another one: look whether you can spend what it is paid`,
    );
  }

  /** No answer is a note, and null. */
  async #ask(method: string, params: readonly unknown[], words: string): Promise<unknown> {
    const { call, signal, onNotice } = this.#parts;
    try {
      return await call(method, params, { signal, timeoutMs: CHECK_LIMIT_MS });
    } catch (error) {
      if (signal.aborted) return null;
      if (!(error instanceof NodeCallError)) throw error;
      onNotice('note', `${words}: ${error.words || error.message}`);
      return null;
    }
  }

  #plain(words: unknown): string {
    return plainWords(words, this.#parts.call.clear ?? AS_THEY_ARE);
  }
}
