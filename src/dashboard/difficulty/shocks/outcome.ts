// What came out of a shock, in words.

import { formatCount, formatDuration, formatNumber } from '../../../primitives/index.ts';
import {
  type Figure,
  type Scenario,
  type ShockOptions,
  type ShockResult,
  shockFigures,
} from '../../../simulation/index.ts';

const figureText = (scenario: Scenario, result: ShockResult, id: string): string =>
  shockFigures(scenario)
    .find((figure) => figure.id === id)
    ?.text(result) ?? '–';

/** The two figures that stand under a small picture. */
export function cellFigures(scenario: Scenario, result: ShockResult): readonly [string, string] {
  const text = (id: string) => figureText(scenario, result, id);
  if (scenario.settles) {
    return result.settledBlocks === null
      ? ['never settles', `late mean ${text('late')} s`]
      : [`settles in ${text('settled')} blocks`, `${text('after')}, overshoot ${text('overshoot')}`];
  }
  if (scenario.hasHoppers) return [`${text('stolen-part')} stolen`, `late mean ${text('late')} s`];
  if (scenario.liars !== undefined) return [`${text('gained-part')} gained`, `late mean ${text('late')} s`];
  return [`late mean ${text('late')} s`, `longest gap ${text('gap')}`];
}

/** What to see in a rule's picture, in a sentence. */
export function outcomeSentence(
  title: string,
  scenario: Scenario,
  result: ShockResult,
  { blocks, spacingSec }: ShockOptions,
): string {
  const text = (id: string) => figureText(scenario, result, id);
  if (scenario.settles) {
    const { settledBlocks, settledSec, overshootFactor } = result;
    if (settledBlocks === null || settledSec === null)
      return `${title} does not come back for good within ${formatCount(blocks)} blocks.`;
    if (settledBlocks === 0) return `${title} is never more than 10 % off its pace.`;
    const past =
      overshootFactor !== null && overshootFactor > 1.1
        ? ` On its way it goes past the goal, by a factor of ${formatNumber(overshootFactor, 3)}.`
        : '';
    return `${title} is back within 10 % of its pace after ${formatCount(settledBlocks)} blocks, ${formatDuration(settledSec)}.${past}`;
  }
  if (scenario.hasHoppers)
    return `The pool comes while blocks are cheap: it finds ${text('stolen')} blocks more than its part of all hashes is worth, ${text('stolen-part')} of all.`;
  if (scenario.liars !== undefined)
    return result.gainedSec !== null && result.gainedSec > 0
      ? `With false times as many blocks come ${formatDuration(result.gainedSec)} sooner, ${text('gained-part')} of the time.`
      : 'False times make no block come sooner.';
  const late = `in the second half blocks come every ${text('late')} s where ${formatNumber(spacingSec)} s are wanted`;
  return scenario.name === 'steady'
    ? `Nothing but the luck of blocks: ${late}.`
    : `The rule runs after the hash rate: ${late}.`;
}

/**
 * Results in the order of one figure, least first, those without it last; the order given decides between equals.
 *
 * @param figure - Undefined for the order given.
 */
export function sortedBy<T>(
  rows: readonly T[],
  figure: Figure<ShockResult> | undefined,
  resultOf: (row: T) => ShockResult | null,
): readonly T[] {
  if (figure === undefined) return rows;
  const value = (row: T): number => {
    const result = resultOf(row);
    return (result === null ? null : figure.value(result)) ?? Infinity;
  };
  return rows.toSorted((a, b) => {
    const [left, right] = [value(a), value(b)];
    return left === right ? 0 : left - right;
  });
}

/** All figures that some of the scenarios have, each once. */
export function figuresOf(scenarios: readonly Scenario[]): readonly Figure<ShockResult>[] {
  const byId = new Map(scenarios.flatMap(shockFigures).map((figure) => [figure.id, figure]));
  return [...byId.values()];
}
