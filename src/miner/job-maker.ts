// From the place where the next block goes to work for engines: template, job, and the target that is asked for.

import { type BlockTemplate, type Job, jobFromTemplate } from '../chain/index.ts';
import { prepareWork, type Work } from '../engine/index.ts';
import { blockProof } from '../primitives/index.ts';
import { proofTarget } from '../source/index.ts';
import { targetForRate } from './calibrate.ts';
import type { MiningPlace } from './mining-place.ts';

/** A job and what was asked for with it. */
export interface SearchedJob {
  readonly job: Job;
  /** What makes a block, a simulated rival's too. */
  readonly blockTarget: bigint;
  /** Expected hashes of a share. */
  readonly proof: number;
}

/** What a job maker is handed. */
export interface JobMakerParts {
  readonly place: MiningPlace;
  /** Where the extra nonce begins, in [0, 2^63). */
  readonly firstExtraNonce: bigint;
  /** Shares that are wanted per second; undefined for none besides blocks. */
  readonly sharesPerSec: number | undefined;
  /** Wanted seconds per block. */
  readonly spacingSec: number;
  /** Hashes per second now; 0 before the first. */
  readonly hashrateHps: () => number;
}

/** Makes fresh work, and remembers what each was for. */
export class JobMaker {
  readonly #parts: JobMakerParts;
  readonly #searched = new WeakMap<Work, SearchedJob>();
  #workId = 0;
  #extraNonce: bigint;
  #expectedHashes = Number.POSITIVE_INFINITY;
  /** Rate of a simulated rival over one's own. */
  rival = 0;

  constructor(parts: JobMakerParts) {
    this.#parts = parts;
    this.#extraNonce = parts.firstExtraNonce;
  }

  /** Expected hashes of the block that is searched. */
  get expectedHashes(): number {
    return this.#expectedHashes;
  }

  /** What the next block would hold. */
  template(): BlockTemplate {
    const template = this.#parts.place.template(this.rival);
    this.#expectedHashes = Number(blockProof(proofTarget(template.target, template.version)));
    return template;
  }

  /** Work for another job: another extra nonce, and the time as it is now. */
  next(): Work {
    const job = jobFromTemplate(this.template(), this.#extraNonce++);
    const { target, version } = job.template;
    const blockTarget = proofTarget(target, version);
    const shareTarget = this.#shareTarget(target);
    const easier = shareTarget > blockTarget ? shareTarget : blockTarget;
    const work = prepareWork(this.#workId++, job.header, easier);
    this.#searched.set(work, { job, blockTarget, proof: Number(blockProof(easier)) });
    return work;
  }

  /** @param work - one that this made. */
  of(work: Work): SearchedJob {
    return this.#searched.get(work)!;
  }

  /** @returns 0 where no shares are wanted. */
  #shareTarget(target: bigint): bigint {
    const { sharesPerSec, spacingSec, hashrateHps } = this.#parts;
    if (sharesPerSec === undefined) return 0n;
    // Before the first answer: as if the chain kept its pace.
    const usualHps = Number(blockProof(target)) / spacingSec;
    return targetForRate(hashrateHps() || usualHps, 1 / sharesPerSec);
  }
}
