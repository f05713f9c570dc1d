// What a rule is about to do, in one sentence.

import type { RuleOutlook } from '../../miner/index.ts';
import { formatCount, formatNumber, formatPercent, formatWholeSeconds } from '../../primitives/index.ts';

/** The rule with its window, for example `ASERT (aserti3-2d), half-life 8 blocks`. */
export function ruleTitle({ title, windowMeaning, windowBlocks }: RuleOutlook): string {
  if (windowMeaning === null) return title === 'fixed' ? 'fixed difficulty' : title;
  return `${title}, ${windowMeaning} ${formatCount(windowBlocks)} blocks`;
}

/** The sentence. */
export function outlookWords({ period, projectedFactor, whatIf, name }: RuleOutlook): string {
  if (name === 'fixed') return 'There is no rule: the difficulty stays, and the pace follows whoever mines.';
  if (period !== null) {
    const left = period.of - period.done;
    const head = `This period has ${formatCount(left)} of ${formatCount(period.of)} blocks to go`;
    return projectedFactor === null
      ? `${head}; until then nothing changes.`
      : `${head}; if blocks come as the last ten did, the next will be ${changeWords(projectedFactor)}.`;
  }
  const quick = whatIf[0];
  const slow = whatIf.at(-1);
  if (quick === undefined || slow === undefined || quick === slow) return '';
  const when = (sec: number): string => (sec === 0 ? 'comes at once' : `takes ${formatWholeSeconds(sec)}`);
  return `If the next block ${when(quick.intervalSec)}, the one after it will be ${changeWords(quick.factor)}; if it ${when(slow.intervalSec)}, ${changeWords(slow.factor)}.`;
}

/** A factor of difficulty, for example `8.3 % harder`, `2.1 × as hard`. */
export function changeWords(factor: number): string {
  if (Math.abs(factor - 1) < 0.0005) return 'as hard as this one';
  if (factor >= 1.95 || factor <= 0.5) return `${formatNumber(factor, 2)} × as hard`;
  return `${formatPercent(Math.abs(factor - 1), 2)} ${factor > 1 ? 'harder' : 'easier'}`;
}
