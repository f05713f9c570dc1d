import { expect, it } from 'vitest';
import { noBreak } from '../../../src/dashboard/no-break.ts';

it.each([
  ['12 blocks in 10 min, 3.5 × as hard', '12\u00a0blocks in 10\u00a0min, 3.5\u00a0× as hard'],
  ['nothing to hold', 'nothing to hold'],
  ['it was 9. Then', 'it was 9. Then'],
])('holds numbers and units together: %s', (text, held) => {
  expect(noBreak(text)).toBe(held);
});
