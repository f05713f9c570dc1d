// The newest job of a pool and what is searched of it; knows which shares are still worth sending.

import type { SearchOrder } from '../work-source.ts';
import { ExtraNonceCounter, JobWalk } from './job-walk.ts';
import { type HeaderChoice, headerOf, isSameJob, isSameSearch, type PoolJob } from './pool-job.ts';
import type { PoolLine } from './pool-line.ts';

/** Jobs that are remembered by name, as dropped, and as live. */
const MOST_REMEMBERED = 64;
/** Walks that are kept: some pools send two jobs in turns. */
const MOST_WALKS = 8;

/** An order and what it was made of. */
export interface PoolOrder extends SearchOrder {
  readonly job: PoolJob;
  readonly choice: HeaderChoice;
  /** The line that the job came by. */
  readonly line: PoolLine;
}

/** Holds the work in hand. */
export class PoolWork {
  readonly #counter = new ExtraNonceCounter();
  /** How far jobs were searched, newest last. */
  #walks: readonly { readonly job: PoolJob; readonly walk: JobWalk }[] = [];
  readonly #dropped = new Set<PoolJob>();
  /** Jobs that no clean one has replaced: their shares are as good as the newest one's. */
  readonly #live = new Set<PoolJob>();
  /** The newest job of each pool's each name: some give a name twice. */
  readonly #named = new Map<string, PoolJob>();
  #inHand: { readonly job: PoolJob; readonly walk: JobWalk; readonly line: PoolLine } | null = null;
  #newest: PoolOrder | null = null;

  /** Null while there is nothing to search. */
  get job(): PoolJob | null {
    return this.#inHand?.job ?? null;
  }

  /** The line that it came by. */
  get line(): PoolLine | null {
    return this.#inHand?.line ?? null;
  }

  /** What was handed out last of the job in hand; null before. */
  get newest(): PoolOrder | null {
    return this.#newest;
  }

  /**
   * Another job takes the place of the one in hand.
   *
   * @param isClean - Whether shares of earlier ones are too late from now on.
   */
  take(job: PoolJob, line: PoolLine, isClean: boolean): void {
    // Some pools send a job again under its name, with another difficulty perhaps: it replaces no work of its own.
    const isSame = (one: PoolJob) => isSameJob(one, job) && one.versionMask === job.versionMask;
    if (isClean) keepOnly(this.#live, (one) => line === this.line && isSame(one));
    remember(this.#live, job);
    keepOnly(this.#dropped, (one) => !isSameJob(one, job));
    this.#inHand = { job, walk: this.#walkOf(job), line };
    this.#newest = null;
    const name = nameAt(line, job);
    this.#named.delete(name);
    this.#named.set(name, job);
    if (this.#named.size > MOST_REMEMBERED) this.#named.delete(this.#named.keys().next().value!);
  }

  /** The job in hand goes on with another version mask. */
  remask(versionMask: number | null): void {
    if (this.#inHand !== null) this.take({ ...this.#inHand.job, versionMask }, this.#inHand.line, true);
  }

  /** Nothing to search until the next job. */
  leave(): void {
    this.#live.clear();
    this.#inHand = null;
    this.#newest = null;
  }

  /** The pool does not know this job any more. @returns whether it was the one in hand. */
  drop(job: PoolJob): boolean {
    remember(this.#dropped, job);
    keepOnly(this.#live, (one) => !isSameJob(one, job));
    if (this.#inHand === null || !isSameJob(job, this.#inHand.job)) return false;
    this.leave();
    return true;
  }

  /** The next header of the job in hand; null where there is none left. */
  next(): PoolOrder | null {
    if (this.#inHand === null) return null;
    const { job, walk, line } = this.#inHand;
    const choice = walk.next();
    if (choice === null) return null;
    const { shareTarget, blockTarget } = job;
    this.#newest = {
      header: headerOf(job, choice),
      // Where a pool asks for more than a block (on a regtest chain), what falls short of it is refused, block or not.
      shareTarget,
      blockTarget,
      job,
      choice,
      line,
    };
    return this.#newest;
  }

  isCurrent({ job }: PoolOrder): boolean {
    return this.#live.has(job);
  }

  /** Why nobody would take a share of this order any more; null where somebody may. */
  refusalOf({ job, line }: PoolOrder): string | null {
    if ([...this.#dropped].some((one) => isSameJob(one, job))) return 'the pool has dropped the job';
    const named = this.#named.get(nameAt(line, job));
    return named === undefined || isSameJob(named, job) ? null : 'the pool has given its name to another job';
  }

  /** The same headers again go on where they were: with a short extra nonce they would be searched twice. */
  #walkOf(job: PoolJob): JobWalk {
    const known = this.#walks.find((one) => isSameSearch(one.job, job));
    const walk = known?.walk ?? new JobWalk(job, this.#counter);
    this.#walks = [...this.#walks.filter((one) => one !== known), { job, walk }].slice(-MOST_WALKS);
    return walk;
  }
}

/** Pools name their jobs without knowing of each other. */
function nameAt(line: PoolLine, { jobId }: PoolJob): string {
  return `${line.index} ${jobId}`;
}

/** The set forgets its oldest where it would grow too large. */
function remember(jobs: Set<PoolJob>, job: PoolJob): void {
  jobs.add(job);
  if (jobs.size > MOST_REMEMBERED) jobs.delete(jobs.values().next().value!);
}

function keepOnly(jobs: Set<PoolJob>, isKept: (job: PoolJob) => boolean): void {
  for (const job of jobs) if (!isKept(job)) jobs.delete(job);
}
