// The live controller in words.

import type { MiningSnapshot, RuleOutlook } from '../../../miner/index.ts';
import { formatCount, formatPercent, formatWholeSeconds } from '../../../primitives/index.ts';
import type { TableRow } from '../../elements/table-data.ts';
import { changeWords } from '../../mine/outlook-words.ts';
import type { Pace } from './controller-facts.ts';

/** An error with its sign and direction: `5.9 % too fast`. */
export function errorText(error: number): string {
  if (Math.abs(error) < 0.0005) return 'on time';
  return `${formatPercent(Math.abs(error), 2)} too ${error > 0 ? 'slow' : 'fast'}`;
}

/** An error, and what chance alone would do. */
export function paceNote({ error, chance }: Pace): string {
  return `${errorText(error)}; chance alone: ± ${formatPercent(chance, 2)}`;
}

/** Why nothing moves; null while it is mined. */
export function stillness({ state, step, chain, pausedBy }: MiningSnapshot): {
  readonly heading: string;
  readonly text: string;
} | null {
  const stored =
    chain === null ? '' : ` What stands here is the stored chain, ${formatCount(chain.height)} blocks high.`;
  switch (state) {
    case 'mining':
      return null;
    case 'opening':
      return { heading: 'The stored chain is being read', text: step };
    case 'starting':
      return { heading: 'Mining starts', text: `${step}${stored}` };
    case 'paused': {
      const why = { user: '', hidden: ' while the page is hidden', battery: ' to spare the battery' };
      return { heading: 'Mining rests', text: `It is paused${why[pausedBy ?? 'user']}.${stored}` };
    }
    case 'waiting':
      return { heading: 'Mining waits', text: `No engine works at the moment.${stored}` };
    case 'failed':
      return { heading: 'Mining has failed', text: `The Mine page says why.${stored}` };
    case 'ready':
    case 'stopping':
      return {
        heading: 'Nothing is being mined',
        text: chain === null ? 'There is no chain yet whose difficulty a rule could keep.' : stored.trim(),
      };
    default:
      return state satisfies never;
  }
}

/** What the rule would make of the next block's interval. */
export function whatIfRows({ whatIf }: RuleOutlook, difficulty: number): readonly TableRow[] {
  return whatIf.map(({ intervalSec, factor }) => ({
    interval: formatWholeSeconds(intervalSec),
    difficulty: difficulty * factor,
    change: changeWords(factor),
  }));
}

/** Whether the next block's interval changes anything. */
export function isSensitive({ whatIf }: RuleOutlook): boolean {
  return whatIf.some(({ factor }) => Math.abs(factor - 1) > 1e-9);
}

/** The rule's one length on this chain. */
export function windowText({ windowMeaning, windowBlocks }: RuleOutlook): string {
  const isCount = windowMeaning === 'bound divisor' || windowMeaning === 'one over alpha';
  return isCount ? formatCount(windowBlocks) : `${formatCount(windowBlocks)} blocks`;
}
