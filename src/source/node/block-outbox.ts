// Blocks on their way to the node: one at a time on each tip. Where a block is easy to find, siblings of it are found by the
// hundred before the node has answered, and all but one are in vain; a few are kept, in case that the first is refused.

import { rest } from '../rest.ts';
import type { SourceTimers } from '../timers.ts';
import { within } from '../within.ts';
import type { ShareVerdict } from '../work-source.ts';
import { blockHex } from './block.ts';
import { submitBlock } from './block-submission.ts';
import { AS_THEY_ARE, type NodeCall } from './node-call.ts';
import type { NodeJob } from './template-work.ts';

/** A full block takes a small machine a while to check. */
const BLOCK_LIMIT_MS = 120_000;

/** A block is worth waiting for, at the end too; but not the whole time in which it is sent again. */
const GRACE_MS = 8_000;

/** Siblings of a block on its way that are kept. */
const MOST_SPARES = 2;

/** Tips that a block is on its way on: one is the newest, and on those before it blocks only wait for an answer. */
const MOST_LINES = 4;

const CLOSED: ShareVerdict = { kind: 'unanswered', reason: 'ended before the node answered' };

/** A block that was found. */
export interface FoundBlock {
  readonly job: NodeJob;
  /** u32. */
  readonly nonce: number;
  /** 64 digits as displayed. */
  readonly hash: string;
}

/** What an outbox needs, and whom it tells. */
export interface OutboxParts {
  readonly call: NodeCall;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
  readonly timers: SourceTimers;
  /** The newest block's hash as displayed, as far as it is known. */
  readonly newest: () => string | null;
  /** Told of each verdict before `onChange`. */
  readonly onVerdict: (block: FoundBlock, verdict: ShareVerdict) => void;
  /** A tip is held, or it is not any more. */
  readonly onChange: (tip: string) => void;
  readonly onNotice: (tone: 'note' | 'bad', text: string) => void;
}

/** Who found a block while another one was on its way. */
interface Spare {
  readonly block: FoundBlock;
  readonly settle: (verdict: ShareVerdict) => void;
}

/** A block on its way, and those that wait behind it. */
interface Line {
  readonly end: AbortController;
  readonly spares: Spare[];
  /** Ends the pause before the next try. */
  wake: () => void;
}

/** Sends what is found. */
export class BlockOutbox {
  readonly #parts: OutboxParts;
  /** By the hash of the block before; the oldest first. */
  readonly #lines = new Map<string, Line>();
  readonly #sending = new Set<Promise<ShareVerdict>>();
  #isClosed = false;
  #isUntoldSaid = false;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
  }

  /** Whether a block on this tip is on its way: more of them would be in vain. */
  holds(tip: string): boolean {
    return this.#lines.has(tip);
  }

  /** The node answers: what could not be delivered is tried again now, since others look for the same block. */
  hurry(): void {
    for (const { wake } of this.#lines.values()) wake();
  }

  /** @returns what became of it; never rejects. */
  async send(block: FoundBlock): Promise<ShareVerdict> {
    if (this.#isClosed) return CLOSED;
    const tip = tipOf(block);
    if (tip !== this.#parts.newest()) {
      return { kind: 'stale', reason: 'not sent: the block before it is not the newest any more' };
    }
    const line = this.#lines.get(tip);
    if (line === undefined) return this.#begin(block);
    if (line.spares.length >= MOST_SPARES) return IN_VAIN;
    return new Promise((settle) => line.spares.push({ block, settle }));
  }

  /** Gives blocks on their way a little longer, then ends everything. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (this.#sending.size > 0) await within(Promise.all(this.#sending), GRACE_MS, this.#parts.timers);
    for (const { end } of this.#lines.values()) end.abort();
  }

  #begin(block: FoundBlock): Promise<ShareVerdict> {
    const line: Line = { end: new AbortController(), spares: [], wake: () => {} };
    this.#lines.set(tipOf(block), line);
    // A node that answers nothing would keep them all, a full block in each.
    if (this.#lines.size > MOST_LINES) [...this.#lines.values()][0]!.end.abort();
    this.#parts.onChange(tipOf(block));
    return this.#work(block, line);
  }

  async #work(block: FoundBlock, line: Line): Promise<ShareVerdict> {
    const sending = this.#deliver(block, line);
    this.#sending.add(sending);
    const verdict = await sending;
    this.#sending.delete(sending);
    this.#parts.onVerdict(block, verdict);
    this.#goOn(tipOf(block), line, verdict);
    return verdict;
  }

  /** What was found meanwhile has its turn where it could still become the newest block. */
  #goOn(tip: string, line: Line, verdict: ShareVerdict): void {
    const isOpen = verdict.kind === 'rejected' || verdict.kind === 'stale';
    const next = isOpen && !this.#isClosed && tip === this.#parts.newest() ? line.spares.shift() : undefined;
    if (next !== undefined) {
      void this.#work(next.block, line).then(next.settle);
      return;
    }
    this.#lines.delete(tip);
    for (const { settle } of line.spares) settle(verdict.kind === 'unanswered' ? verdict : IN_VAIN);
    this.#parts.onChange(tip);
  }

  async #deliver({ job, nonce, hash }: FoundBlock, line: Line): Promise<ShareVerdict> {
    const { call, clock, newest, onNotice } = this.#parts;
    const { height, workId, previousBlock } = job.template;
    const { signal } = line.end;
    let verdict: ShareVerdict;
    try {
      verdict = await submitBlock(
        { hex: () => blockHex(job, nonce), hash, height, workId },
        {
          call: (method, params) => call(method, params, { signal, timeoutMs: BLOCK_LIMIT_MS }),
          sleep: (ms) => this.#pause(ms, line),
          clock,
          isWanted: () => !this.#isClosed && newest() === previousBlock,
          signal,
          clear: call.clear ?? AS_THEY_ARE,
          onUntold: (method) => this.#sayUntold(method),
          onDelay: (problem) =>
            onNotice(
              'bad',
              `The block ${hash} at height ${height} is not delivered yet, and is tried again: ${problem}`,
            ),
        },
      );
    } catch (error) {
      // A mistake of ours. Nobody waits for its stack, and everybody for the verdict.
      verdict = { kind: 'unanswered', reason: `something went wrong: ${(error as Error).message}` };
    }
    if (verdict.kind === 'unanswered') {
      onNotice(
        'bad',
        `Nobody knows whether the node took the block ${hash} at height ${height}: ${verdict.reason}`,
      );
    }
    return verdict;
  }

  /** Waits until the end of the line, or until it is woken, at the latest. */
  async #pause(ms: number, line: Line): Promise<void> {
    const over = new AbortController();
    const { signal } = line.end;
    line.wake = () => over.abort();
    signal.addEventListener('abort', line.wake);
    if (!signal.aborted) await rest(ms, this.#parts.timers, over.signal);
    signal.removeEventListener('abort', line.wake);
  }

  #sayUntold(method: string): void {
    if (this.#isUntoldSaid) return;
    this.#isUntoldSaid = true;
    this.#parts.onNotice(
      'note',
      `The node took the block, but does not let its chain be looked at: allow ${method} (rpcwhitelist) to know for sure`,
    );
  }
}

const IN_VAIN: ShareVerdict = {
  kind: 'stale',
  reason: 'not sent: another block of ours on the same tip was first',
};

function tipOf({ job }: FoundBlock): string {
  return job.template.previousBlock;
}
