// A session from its first start to its last stop, in virtual time and with real hashes.

import { describe, expect, it } from 'vitest';
import { createSession } from './support.ts';

describe('a new session', () => {
  it('opens, starts, and mines', async () => {
    const { session, begin, pass, snapshots, time } = createSession();
    await begin();
    await pass(60_000);
    console.log(snapshots.length, time.nowMs);
    const { snapshot } = session;
    console.log(
      snapshot.state,
      snapshot.step,
      snapshot.hashrateHps,
      snapshot.engines,
      snapshot.windows,
      snapshot.chain?.blocks.length,
      snapshot.notices,
      snapshot.search,
    );
    await time.run(session.stop());
    expect(session.snapshot.state).toBe('ready');
  });
});
