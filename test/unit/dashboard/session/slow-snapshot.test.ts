import { expect, it } from 'vitest';
import { hasTurned, SlowSnapshot } from '../../../../src/dashboard/session/slow-snapshot.ts';
import { plausibleSnapshot } from '../mine/plausible-snapshot.ts';

it('lets figures through twice a second, and anything else at once', () => {
  let nowMs = 0;
  const slow = new SlowSnapshot(() => nowMs, hasTurned);
  const first = plausibleSnapshot();
  const next = () => ({ ...first });
  expect(slow.take(first)).toBe(first);
  nowMs = 250;
  expect(slow.take(next())).toBe(first);
  nowMs = 500;
  const second = next();
  expect(slow.take(second)).toBe(second);
  nowMs = 600;
  const paused = { ...first, state: 'paused' as const };
  expect(slow.take(paused)).toBe(paused);
  nowMs = 700;
  const changed = { ...paused, settings: { ...paused.settings } };
  expect(slow.take(changed)).toBe(changed);
  nowMs = 800;
  const gone = { ...changed, chain: null };
  expect(slow.take(gone)).toBe(gone);
});
