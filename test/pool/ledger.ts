// What the test pool credits, and what it refuses: tests hold a client's own tally against it.

/** A share that counts. */
export interface CreditedShare {
  readonly user: string;
  readonly connection: number;
  readonly jobId: string;
  /** As displayed. */
  readonly hash: string;
  /** Expected hashes of the share's target. */
  readonly proof: number;
  /** Whether a newer, clean job was out already. */
  readonly isLate: boolean;
}

/** A block that the chain took. */
export interface FoundBlock {
  readonly user: string;
  readonly hash: string;
  readonly height: number;
}

/** One user's sums. */
export interface UserSums {
  readonly accepted: number;
  readonly proof: number;
  readonly blocks: number;
  /** By error code. */
  readonly refused: Readonly<Record<number, number>>;
}

/** Everything that was judged. */
export class Ledger {
  readonly credited: CreditedShare[] = [];
  readonly blocks: FoundBlock[] = [];
  /** Reasons of the chain for blocks that it did not take. */
  readonly lostBlocks: string[] = [];
  readonly #refused: { readonly user: string; readonly code: number }[] = [];

  /** @param shareTarget - what the share had to meet. */
  credit(share: Omit<CreditedShare, 'proof'>, shareTarget: bigint): void {
    this.credited.push({ ...share, proof: expectedHashes(shareTarget) });
  }

  refuse(user: string, code: number): void {
    this.#refused.push({ user, code });
  }

  /** Shares refused, of everyone and for every reason. */
  get refused(): number {
    return this.#refused.length;
  }

  /** @param user - of whom; everyone unless told. */
  sums(user?: string): UserSums {
    const isTheirs = (row: { readonly user: string }) => user === undefined || row.user === user;
    const shares = this.credited.filter(isTheirs);
    const refused: Record<number, number> = {};
    for (const { code } of this.#refused.filter(isTheirs)) refused[code] = (refused[code] ?? 0) + 1;
    return {
      accepted: shares.length,
      proof: shares.reduce((sum, { proof }) => sum + proof, 0),
      blocks: this.blocks.filter(isTheirs).length,
      refused,
    };
  }
}

/** @returns 2^256 / (target + 1), not rounded to whole hashes: targets of tests are so easy that it would show. */
export function expectedHashes(target: bigint): number {
  return Number((1n << 320n) / (target + 1n)) / 2 ** 64;
}
