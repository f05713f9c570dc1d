/** The coinbases of a chain's newest blocks: what can still be read, changed or mined again without the store. */
import type { HeaderNode } from '../../chain/index.ts';

/** Heights below the tip, itself included, whose blocks have their coinbases in memory. */
export const COINBASES_KEPT = 100;

/** Coinbases by block, side branches among them. */
export class RecentCoinbases {
  readonly #coinbases = new Map<HeaderNode, Uint8Array>();

  /** @param tipHeight - What is too far below it is forgotten. */
  keep(node: HeaderNode, coinbase: Uint8Array, tipHeight: number): void {
    this.#coinbases.set(node, coinbase);
    for (const old of this.#coinbases.keys()) {
      // Nearly in the order of heights: a late block of a side branch goes with its neighbours.
      if (old.height > tipHeight - COINBASES_KEPT) break;
      this.#coinbases.delete(old);
    }
  }

  /** @returns null where it is not kept any more. */
  of(node: HeaderNode): Uint8Array | null {
    return this.#coinbases.get(node) ?? null;
  }
}
