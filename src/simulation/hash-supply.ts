/**
 * Hash rates over time, as blocks are drawn from them: each knows its integral and that integral's inverse, so that a
 * block's time is one expression and no step is taken in between.
 *
 * Times are seconds since the simulation's start; rates are hashes per second.
 */

/** A hash rate over time. */
export interface HashSupply {
  /** Part of the rate that comes from miners who come and go, in [0, 1]; as it stands since `adapt`. */
  readonly hopperShare: number;
  /**
   * Lets miners look at the difficulty and decide; called when a search begins and when its target changes.
   *
   * @param sec - Now.
   * @param proof - Expected hashes of a block at the current target.
   */
  adapt(sec: number, proof: number): void;
  /** Hashes per second at a time. */
  rateAt(sec: number): number;
  /** Hashes done in [fromSec, toSec]. */
  hashesBetween(fromSec: number, toSec: number): number;
  /** The time at which `hashes` hashes are done since `fromSec`. */
  timeAfter(fromSec: number, hashes: number): number;
}

/** A rate that stays as it is while a block is searched. */
abstract class LevelSupply implements HashSupply {
  abstract readonly hopperShare: number;

  abstract adapt(sec: number, proof: number): void;

  abstract rateAt(): number;

  hashesBetween(fromSec: number, toSec: number): number {
    return this.rateAt() * (toSec - fromSec);
  }

  timeAfter(fromSec: number, hashes: number): number {
    return fromSec + hashes / this.rateAt();
  }
}

/** The same rate for ever. */
export class ConstantSupply extends LevelSupply {
  readonly hopperShare = 0;
  readonly #hps: number;

  constructor(hps: number) {
    super();
    this.#hps = hps;
  }

  adapt(): void {}

  rateAt(): number {
    return this.#hps;
  }
}

/** A rate that doubles every `doublingSec`, from `hps` at time 0. */
export class GrowingSupply implements HashSupply {
  readonly hopperShare = 0;
  readonly #hps: number;
  readonly #perSec: number;

  constructor(hps: number, doublingSec: number) {
    this.#hps = hps;
    this.#perSec = Math.LN2 / doublingSec;
  }

  adapt(): void {}

  rateAt(sec: number): number {
    return this.#hps * Math.exp(this.#perSec * sec);
  }

  hashesBetween(fromSec: number, toSec: number): number {
    return (this.rateAt(fromSec) * Math.expm1(this.#perSec * (toSec - fromSec))) / this.#perSec;
  }

  timeAfter(fromSec: number, hashes: number): number {
    return fromSec + Math.log1p((hashes * this.#perSec) / this.rateAt(fromSec)) / this.#perSec;
  }
}

/** A rate that is `highHps` for the first half of each period and `lowHps` for the second, from time 0. */
export class SquareWaveSupply implements HashSupply {
  readonly hopperShare = 0;
  readonly #highHps: number;
  readonly #lowHps: number;
  readonly #periodSec: number;

  constructor(highHps: number, lowHps: number, periodSec: number) {
    this.#highHps = highHps;
    this.#lowHps = lowHps;
    this.#periodSec = periodSec;
  }

  adapt(): void {}

  rateAt(sec: number): number {
    return sec % this.#periodSec < this.#periodSec / 2 ? this.#highHps : this.#lowHps;
  }

  hashesBetween(fromSec: number, toSec: number): number {
    return this.#hashesUntil(toSec) - this.#hashesUntil(fromSec);
  }

  timeAfter(fromSec: number, hashes: number): number {
    const half = this.#periodSec / 2;
    const perPeriod = (this.#highHps + this.#lowHps) * half;
    const periods = Math.floor(fromSec / this.#periodSec);
    // From the start of this period, so that numbers stay small however long the run.
    const wanted = hashes + this.#hashesUntil(fromSec - periods * this.#periodSec);
    const whole = Math.floor(wanted / perPeriod);
    const rest = wanted - whole * perPeriod;
    const high = this.#highHps * half;
    const within = rest < high ? rest / this.#highHps : half + (rest - high) / this.#lowHps;
    return Math.max(fromSec, (periods + whole) * this.#periodSec + within);
  }

  #hashesUntil(sec: number): number {
    const half = this.#periodSec / 2;
    const periods = Math.floor(sec / this.#periodSec);
    const within = sec - periods * this.#periodSec;
    return (
      periods * (this.#highHps + this.#lowHps) * half +
      Math.min(within, half) * this.#highHps +
      Math.max(0, within - half) * this.#lowHps
    );
  }
}

/**
 * Loyal miners, and a pool that works on this chain only while that pays: it comes when a block costs at most
 * `comeAtProof` hashes and leaves when one costs more than `leaveAtProof`. Between the two it stays where it is.
 */
export class HoppingSupply extends LevelSupply {
  #isHere = false;
  readonly #loyalHps: number;
  readonly #poolHps: number;
  readonly #comeAtProof: number;
  readonly #leaveAtProof: number;

  constructor(loyalHps: number, poolHps: number, comeAtProof: number, leaveAtProof: number) {
    super();
    this.#loyalHps = loyalHps;
    this.#poolHps = poolHps;
    this.#comeAtProof = comeAtProof;
    this.#leaveAtProof = leaveAtProof;
  }

  get hopperShare(): number {
    return this.#isHere ? this.#poolHps / (this.#loyalHps + this.#poolHps) : 0;
  }

  adapt(_sec: number, proof: number): void {
    this.#isHere = proof <= (this.#isHere ? this.#leaveAtProof : this.#comeAtProof);
  }

  rateAt(): number {
    return this.#isHere ? this.#loyalHps + this.#poolHps : this.#loyalHps;
  }
}

/** What miners would do at a given income, and how fast they do it. */
export interface ElasticMiners {
  /** Hash rate at which income per hash is 1. */
  readonly hps: number;
  /** Hashes per block at which income per hash is 1 while the price is 1. */
  readonly proof: number;
  /** Price of a block's reward from time 0 on; it was 1 before. */
  readonly price: number;
  /** The rate that miners want to run is `hps` x income^elasticity. */
  readonly elasticity: number;
  /** The rate goes (1 - 1/e) of the way to the wanted one in this time. */
  readonly reactionSec: number;
}

/**
 * Miners who leave, or come back, in proportion to what a hash earns: price / proof. The rate is constant while a
 * block is searched and moves at each block by what the time since the last one allows.
 */
export class ElasticSupply extends LevelSupply {
  readonly hopperShare = 0;
  readonly #miners: ElasticMiners;
  #hps: number;
  #atSec = 0;

  constructor(miners: ElasticMiners) {
    super();
    this.#miners = miners;
    this.#hps = miners.hps;
  }

  adapt(sec: number, proof: number): void {
    const { hps, price, elasticity, reactionSec } = this.#miners;
    const wanted = hps * ((price * this.#miners.proof) / proof) ** elasticity;
    this.#hps += (wanted - this.#hps) * -Math.expm1((this.#atSec - sec) / reactionSec);
    this.#atSec = sec;
  }

  rateAt(): number {
    return this.#hps;
  }
}

/** A rate that is constant in pieces and is asked about in order: times never go back by more than a piece. */
export class PiecewiseSupply implements HashSupply {
  readonly hopperShare = 0;
  readonly #startsSec: readonly number[];
  readonly #hps: readonly number[];
  #piece = 0;

  /**
   * @param startsSec - Where each piece starts, rising from 0; the last has no end.
   * @param hps - The rate of each piece, positive.
   */
  constructor(startsSec: readonly number[], hps: readonly number[]) {
    if (startsSec.length === 0 || startsSec.length !== hps.length) {
      throw new RangeError(`"hps" expected ${startsSec.length} rates and at least 1, got ${hps.length}`);
    }
    this.#startsSec = startsSec;
    this.#hps = hps;
  }

  adapt(): void {}

  rateAt(sec: number): number {
    this.#goTo(sec);
    return this.#hps[this.#piece]!;
  }

  hashesBetween(fromSec: number, toSec: number): number {
    this.#goTo(fromSec);
    let hashes = 0;
    let sec = fromSec;
    for (let piece = this.#piece; sec < toSec; piece++) {
      const end = Math.min(toSec, this.#startsSec[piece + 1] ?? Infinity);
      hashes += (end - sec) * this.#hps[piece]!;
      sec = end;
    }
    return hashes;
  }

  timeAfter(fromSec: number, hashes: number): number {
    this.#goTo(fromSec);
    let sec = fromSec;
    let rest = hashes;
    for (let piece = this.#piece; ; piece++) {
      const end = this.#startsSec[piece + 1] ?? Infinity;
      const found = sec + rest / this.#hps[piece]!;
      if (found <= end) return found;
      rest -= (end - sec) * this.#hps[piece]!;
      sec = end;
    }
  }

  #goTo(sec: number): void {
    while (sec >= (this.#startsSec[this.#piece + 1] ?? Infinity)) this.#piece++;
    while (this.#piece > 0 && sec < this.#startsSec[this.#piece]!) this.#piece--;
  }
}
