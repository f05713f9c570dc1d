/** A scenario as its file would say it. */
import { DEFAULT_SCENARIO } from './default-scenario.ts';
import type { Scenario } from './scenario.ts';

/**
 * In what a scenario differs from the default, which is Bitcoin's history; its words are there always. A list is there
 * whole or not at all.
 *
 * @returns JSON values that `readScenario` makes the same scenario of.
 */
export function scenarioDifferences(scenario: Scenario): object {
  const { name, title, summary } = scenario;
  return { name, title, summary, ...differences({ ...scenario }, { ...DEFAULT_SCENARIO }) };
}

type Values = Readonly<Record<string, unknown>>;

function differences(values: Values, usual: Values): Values {
  const others: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const common = usual[key];
    if (isRecord(value) && isRecord(common)) {
      const inner = differences(value, common);
      if (Object.keys(inner).length > 0) others[key] = inner;
    } else if (JSON.stringify(value) !== JSON.stringify(common)) {
      others[key] = value;
    }
  }
  return others;
}

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
