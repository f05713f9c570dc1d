// The worker's side: computes in pieces of some milliseconds, and between two of them hears what the page has to say.

import { ruleNamed } from '../../../difficulty/index.ts';
import {
  parseDifficultyEpochs,
  Replay,
  readRealPast,
  readRetargets,
  recomputeRetargets,
  ShockTable,
  scenarioNamed,
} from '../../../simulation/index.ts';
import type {
  FromWorker,
  RealHistory,
  ReplayedChain,
  ReplayRequest,
  ShockRequest,
  ToWorker,
} from './protocol.ts';

/** What the worker's program is made of. */
export interface HostParts {
  readonly post: (message: FromWorker) => void;
  /** Lets waiting messages in. */
  readonly turn: () => Promise<void>;
  /** Milliseconds. */
  readonly clock: () => number;
}

/** Short, so that a small task that runs beside a large one seems to be alone. */
const PIECE_MS = 8;
/** Mined between two looks at the clock: about half a millisecond with a fast rule, five with the slowest. */
const BLOCKS_AT_ONCE = 500;
/** A replay tells how far it is this often. */
const PROGRESS_MS = 100;

/** Makes the listener for the worker's messages. */
export function createHost({ post, turn, clock }: HostParts): (message: ToWorker) => void {
  const running = new Set<number>();

  /** Calls `advance` until it says that all is done. @returns False where the task was cancelled. */
  const inPieces = async (taskId: number, advance: (blocks: number) => boolean): Promise<boolean> => {
    for (;;) {
      const until = clock() + PIECE_MS;
      do if (!advance(BLOCKS_AT_ONCE)) return true;
      while (clock() < until);
      await turn();
      if (!running.has(taskId)) return false;
    }
  };

  const shocks = async (taskId: number, { runs, options, points }: ShockRequest): Promise<null> => {
    const table = new ShockTable(options);
    for (const { rule, shock } of runs) {
      const scenario = scenarioNamed(shock);
      if (scenario === undefined) throw new RangeError(`"shock" expected a shock’s name, got ${shock}`);
      const run = table.begin(ruleNamed(rule), scenario);
      if (!(await inPieces(taskId, (blocks) => run.advance(blocks)))) return null;
      post({ type: 'trace', taskId, trace: run.trace(points) });
      await turn();
      if (!running.has(taskId)) return null;
    }
    return null;
  };

  const replay = async (taskId: number, { rule, seed, past }: ReplayRequest): Promise<ReplayedChain> => {
    const chain = new Replay(ruleNamed(rule), past, seed);
    let toldMs = clock();
    await inPieces(taskId, (blocks) => {
      if (clock() - toldMs >= PROGRESS_MS) {
        toldMs = clock();
        post({ type: 'progress', taskId, done: chain.progress });
      }
      return chain.advance(blocks);
    });
    return { result: chain.result, periods: chain.periods };
  };

  const begin = async ({ taskId, task }: ToWorker & { readonly type: 'begin' }): Promise<void> => {
    running.add(taskId);
    try {
      const answer =
        task.kind === 'shocks'
          ? await shocks(taskId, task.request)
          : task.kind === 'replay'
            ? await replay(taskId, task.request)
            : readHistory(task.text);
      if (running.has(taskId)) post({ type: 'done', taskId, answer });
    } catch (error) {
      post({ type: 'failed', taskId, message: error instanceof Error ? error.message : String(error) });
    } finally {
      running.delete(taskId);
    }
  };

  return (message) => {
    switch (message.type) {
      case 'begin':
        void begin(message);
        break;
      case 'cancel':
        running.delete(message.taskId);
        break;
      default:
        message satisfies never;
    }
  };
}

/** Reads the table and recomputes all that can be recomputed. */
function readHistory(text: string): RealHistory {
  const epochs = parseDifficultyEpochs(text);
  return {
    epochs,
    retargets: readRetargets(epochs),
    check: recomputeRetargets(epochs, ruleNamed('bitcoin')),
    past: readRealPast(epochs),
  };
}
