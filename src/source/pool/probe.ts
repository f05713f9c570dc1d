// What a pool can do and what its jobs look like: connects, looks, comes back once to see whether a session is resumed, and
// leaves. Nothing is hashed.

import { equalBytes } from '../../primitives/index.ts';
import { within } from '../within.ts';
import { cleanWords } from '../words.ts';
import type { PoolAccount } from './pool-account.ts';
import type { PoolJob } from './pool-job.ts';
import { PoolLine } from './pool-line.ts';
import type { PoolSourceParts } from './pool-source.ts';
import type { GreetingFacts } from './stratum-connection.ts';

/** A job is to come within this time. */
const JOB_MS = 20_000;
const MOST_NOTICES = 20;
/** What is asked for, so that the answer shows whether the pool follows: that of about 700 kH/s. */
const SUGGESTED_HPS = 700_000;

/** What was seen, to be shown: a pool's own names are cleaned. */
export interface PoolReport {
  readonly url: string;
  /** From the first try to the answer to the authorization, milliseconds. */
  readonly greetingMs: number;
  readonly latencyMs: number | null;
  readonly facts: GreetingFacts;
  readonly job: PoolJob | null;
  /** Why the pool does not let this user mine, in one sentence; null where it does. What it had said before is told all the same. */
  readonly refusal: string | null;
  /** Whether the pool gave the same extra nonce to a connection that named the first one's session; null where it named none. */
  readonly resumes: boolean | null;
  /** What it said to people meanwhile, and what was wrong. */
  readonly notices: readonly string[];
}

/**
 * Looks at a pool.
 *
 * @throws {Error} with one sentence if there is none; the signal's reason at its abort.
 */
export async function probePool(
  account: PoolAccount,
  parts: Pick<PoolSourceParts, 'connect' | 'clock' | 'timers' | 'agent'>,
  signal: AbortSignal,
): Promise<PoolReport> {
  signal.throwIfAborted();
  const notices: string[] = [];
  const note = (text: string) => {
    if (notices.length < MOST_NOTICES) notices.push(text);
  };
  const clean = (text: string) => cleanWords(text, account.password);
  const open = (sessionId: string | null, asksToConfigure: boolean) =>
    new PoolLine({
      index: 0,
      account,
      ...parts,
      hashrateHps: () => SUGGESTED_HPS,
      sessionId,
      asksToConfigure,
      onNotice: (_tone, text) => note(text),
      onMessage: (text) => note(`The pool says: ${text}`),
    });
  const begunMs = parts.clock();
  let line = open(null, true);
  const leave = () => line.connection.close();
  signal.addEventListener('abort', leave);
  try {
    let problem = await problemOf(line);
    signal.throwIfAborted();
    if (problem?.asked === 'configure') {
      line = open(null, false);
      problem = await problemOf(line);
    }
    if (problem !== null && problem.asked !== 'authorize') throw new Error(problem.text);
    const greetingMs = parts.clock() - begunMs;
    if (problem === null) await within(line.hasWork, JOB_MS, parts.timers);
    const { facts, latencyMs } = line.connection;
    const job = problem === null ? line.job : null;
    leave();
    const { sessionId, extraNonce1 } = facts.subscription!;
    let resumes: boolean | null = null;
    if (problem === null && sessionId !== null) {
      line = open(sessionId, facts.configure !== 'not asked');
      resumes =
        (await line.ready) && equalBytes(line.connection.facts.subscription!.extraNonce1, extraNonce1);
    }
    signal.throwIfAborted();
    return {
      url: account.address.text,
      greetingMs,
      latencyMs,
      facts: {
        ...facts,
        subscription: { ...facts.subscription!, sessionId: sessionId === null ? null : clean(sessionId) },
      },
      job: job === null ? null : { ...job, jobId: clean(job.jobId) },
      refusal: problem?.text ?? null,
      resumes,
      notices,
    };
  } finally {
    signal.removeEventListener('abort', leave);
    leave();
  }
}

/** Why a line is not ready, and what it was being asked; null where it is. */
async function problemOf(
  line: PoolLine,
): Promise<{ readonly text: string; readonly asked: string | null } | null> {
  if (await line.ready) return null;
  const { problem, asked } = await line.ended;
  return { text: problem, asked };
}
