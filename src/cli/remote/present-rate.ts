import type { RemoteSnapshot } from '../../miner/index.ts';

/** Hashes per second at the moment: while there is nothing to mine, the last rate is none. */
export function presentRate({ state, hashrateHps }: Pick<RemoteSnapshot, 'state' | 'hashrateHps'>): number {
  return state === 'mining' ? hashrateHps : 0;
}
