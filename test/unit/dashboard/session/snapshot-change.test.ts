// Only what is new is sent, and whoever puts it together has the same snapshot.

import { describe, expect, it } from 'vitest';
import { OPENING_SNAPSHOT } from '../../../../src/dashboard/session/opening-snapshot.ts';
import { applyChange, changeOf } from '../../../../src/dashboard/session/snapshot-change.ts';
import type { MiningSnapshot } from '../../../../src/miner/index.ts';
import { createSession } from '../../miner/session/support.ts';

describe('a change', () => {
  it('holds everything at first, and then what is another object', () => {
    const first = changeOf(null, OPENING_SNAPSHOT);
    expect(first).toEqual(OPENING_SNAPSHOT);
    const next: MiningSnapshot = { ...OPENING_SNAPSHOT, state: 'ready', hashrateHps: 5 };
    expect(changeOf(OPENING_SNAPSHOT, next)).toEqual({ state: 'ready', hashrateHps: 5 });
    expect(changeOf(next, next)).toEqual({});
    expect(applyChange(OPENING_SNAPSHOT, { state: 'ready', hashrateHps: 5 })).toEqual(next);
  });

  it('of a real session makes the same snapshots on the other side, and is small between blocks', async () => {
    const { begin, pass, snapshots, session, time } = createSession();
    await begin();
    await pass(30_000);
    await time.run(session.newChain({ rule: 'fixed', spacingSec: 5, windowBlocks: null }));
    await pass(10_000);
    await time.run(session.stop());
    let sent: MiningSnapshot | null = null;
    let received: MiningSnapshot | null = null;
    let small = 0;
    for (const snapshot of snapshots) {
      const change = structuredClone(changeOf(sent, snapshot));
      received = applyChange(received, change);
      sent = snapshot;
      if (change.recent === undefined && change.chain?.blocks === undefined) small++;
    }
    expect(received).toEqual(snapshots.at(-1));
    expect(small / snapshots.length).toBeGreaterThan(0.6);
    // A chain that went and another that came.
    expect(snapshots.some(({ chain }) => chain === null)).toBe(true);
  });
});
