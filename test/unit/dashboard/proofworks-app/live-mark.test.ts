import { expect, it } from 'vitest';
import { liveMark } from '../../../../src/dashboard/proofworks-app/live-mark.ts';

it('says live while something hashes, paused while it rests, nothing otherwise', () => {
  expect([liveMark('mining'), liveMark('starting')]).toEqual(['live', 'live']);
  expect([liveMark('paused'), liveMark('waiting')]).toEqual(['paused', 'paused']);
  const silent = [undefined, 'opening', 'ready', 'stopping', 'failed'] as const;
  expect(silent.map(liveMark)).toEqual(silent.map(() => ''));
});
