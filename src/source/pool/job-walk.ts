// Fresh headers of one job, none of them twice: version bits first, since they leave the merkle root alone, then extra
// nonce 2, then the time.

import { rolledVersion, versionCount } from '../version-rolling.ts';
import type { HeaderChoice, PoolJob } from './pool-job.ts';
import { rollableBits } from './pool-job.ts';

/** Pools take times up to two hours ahead; an hour leaves room for clocks that are off. */
const MOST_ROLLED_SEC = 3600;
/** As many bytes of extra nonce 2 are counted; more stay 0. */
const COUNTED_BYTES = 6;

/** Counts extra nonces over all jobs of a pool, so that a job that is sent again is not searched again. */
export class ExtraNonceCounter {
  #next = 0;

  /** The next value of so many bytes, big-endian. */
  take(bytes: number): Uint8Array {
    const nonce = new Uint8Array(bytes);
    let rest = this.#next++;
    for (let i = bytes - 1; i >= 0 && rest > 0; i--) {
      nonce[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return nonce;
  }
}

/** Walks through a job's headers. */
export class JobWalk {
  readonly #job: PoolJob;
  readonly #counter: ExtraNonceCounter;
  readonly #rollable: number;
  readonly #versions: number;
  readonly #extraNonces: number;
  #extraNonce2: Uint8Array;
  #version = 0;
  /** Extra nonces that were used with this time. */
  #used = 1;
  #rolledSec = 0;

  constructor(job: PoolJob, counter: ExtraNonceCounter) {
    this.#job = job;
    this.#counter = counter;
    this.#rollable = rollableBits(job);
    this.#versions = versionCount(this.#rollable);
    this.#extraNonces = 256 ** Math.min(job.extraNonce2Bytes, COUNTED_BYTES);
    this.#extraNonce2 = counter.take(job.extraNonce2Bytes);
  }

  /** The next choice; null when all are used. */
  next(): HeaderChoice | null {
    const { time, extraNonce2Bytes } = this.#job;
    if (this.#version === this.#versions) {
      this.#version = 0;
      if (this.#used === this.#extraNonces) {
        this.#used = 0;
        this.#rolledSec++;
      }
      this.#used++;
      this.#extraNonce2 = this.#counter.take(extraNonce2Bytes);
    }
    if (this.#rolledSec > MOST_ROLLED_SEC || time + this.#rolledSec > 0xffffffff) return null;
    return {
      versionBits: rolledVersion(0, this.#rollable, this.#version++),
      extraNonce2: this.#extraNonce2,
      time: time + this.#rolledSec,
    };
  }
}
