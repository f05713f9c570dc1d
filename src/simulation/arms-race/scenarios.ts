/** The program's own scenarios: each a small file that says in what it differs from history. */
import { readScenario } from './read-scenario.ts';
import type { Scenario } from './scenario.ts';
import ban from './scenarios/ban.json' with { type: 'json' };
import cheapEnergy from './scenarios/cheap-energy.json' with { type: 'json' };
import endlessGrowth from './scenarios/endless-growth.json' with { type: 'json' };
import energyTax from './scenarios/energy-tax.json' with { type: 'json' };
import flatHalving from './scenarios/flat-halving.json' with { type: 'json' };
import history from './scenarios/history.json' with { type: 'json' };
import noAsic from './scenarios/no-asic.json' with { type: 'json' };
import priceCrash from './scenarios/price-crash.json' with { type: 'json' };
import vendorSelfMining from './scenarios/vendor-self-mining.json' with { type: 'json' };

/** All of them, in the order in which they are offered; the first is history. */
export const RACE_SCENARIOS: readonly Scenario[] = [
  history,
  noAsic,
  cheapEnergy,
  vendorSelfMining,
  priceCrash,
  ban,
  flatHalving,
  energyTax,
  endlessGrowth,
].map(readScenario);

/** @returns The scenario of that name; undefined where there is none. */
export function raceScenarioNamed(name: string): Scenario | undefined {
  return RACE_SCENARIOS.find((scenario) => scenario.name === name);
}
