/** A scenario as its file would say it. */
import { DEFAULT_SCENARIO } from './default-scenario.ts';
import { readScenario } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';

/**
 * In what a scenario differs from the default, which is Bitcoin's history; its words are there always. A list is there
 * whole or not at all.
 *
 * @param scenario - As `readScenario` gives it.
 * @returns JSON values that `readScenario` makes the same scenario of.
 */
export function scenarioDifferences(scenario: Scenario): object {
  const { name, title, summary } = scenario;
  const { events: _events, ...others } = differences({ ...scenario }, { ...DEFAULT_SCENARIO });
  const found = { name, title, summary, ...others };
  // A file that says nothing of events has those of the default that fall into its own days and regions.
  const isSilent = isSame(readScenario(found).events, scenario.events);
  return isSilent ? found : { ...found, events: scenario.events };
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

type Values = Readonly<Record<string, unknown>>;

function differences(values: Values, usual: Values): Values {
  const others: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) {
    const common = usual[key];
    if (isRecord(value) && isRecord(common)) {
      const inner = differences(value, common);
      if (Object.keys(inner).length > 0) others[key] = inner;
    } else if (!isSame(value, common)) {
      others[key] = value;
    }
  }
  return others;
}

const isRecord = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
