// How long does an arms race take, from 2009 to 2024 on one core, and how do time and memory grow with its miners?

import { readRaceData } from '../src/cli/race-data.ts';
import { medianInterval } from '../src/miner/index.ts';
import { DEFAULT_SCENARIO, RaceRun } from '../src/simulation/index.ts';
import { type Findings, inProcesses, type Rates } from './measure.ts';

/** Sixteen years. */
const UNTIL = '2024-12-31';
const USUAL = 300;
const FEW = 1000;
const MANY = 100_000;
/** As a page runs it: a month at a time. */
const DAYS_AT_ONCE = 30;
/** After a first race the compiler knows the code. */
const WARM_RACES = 5;
const PROCESSES = 5;
const CROWDED_PROCESSES = 3;

const DATA = new URL('../../data/', import.meta.url);

export function armsRace(): Findings {
  const usual = inProcesses('arms-race', PROCESSES);
  const crowded = inProcesses('arms-race-crowd', CROWDED_PROCESSES);
  const median = (of: readonly Rates[], name: string) => medianInterval(of.map((each) => each[name]!));
  const first = median(usual, 'firstSec');
  const warm = median(usual, 'warmSec');
  const many = median(crowded, 'manySec');
  const megabytes = median(crowded, 'peakMegabytes');
  const growth = median(crowded, 'growth');
  return {
    figures: [
      {
        what: `seconds for 16 years with ${USUAL} miners, from a cold start`,
        value: first.median,
        atMost: 0.5,
      },
      { what: 'the same once the compiler knows the code', value: warm.median, atMost: 0.5 },
      { what: `seconds for 16 years with ${MANY} miners`, value: many.median, atMost: 60 },
      { what: 'megabytes of that process at its peak', value: megabytes.median, atMost: 1000 },
      {
        what: `cost per miner with ${MANY} over that with ${FEW}`,
        value: growth.median,
        atMost: 1.3,
      },
    ],
    details: { until: UNTIL, usual, crowded, intervals: { first, warm, many, megabytes, growth } },
  };
}

/** One process: the usual race when it is cold, and when it is warm. */
export async function measureUsualRace(): Promise<Rates> {
  const race = await openRaces();
  const firstSec = race(USUAL);
  const warm = Array.from({ length: WARM_RACES }, () => race(USUAL));
  return { firstSec, warmSec: medianInterval(warm).median };
}

/** One process: few miners, then many, both with warm code; the peak of memory is that of many. */
export async function measureCrowdedRace(): Promise<Rates> {
  const race = await openRaces();
  race(USUAL);
  const fewSec = medianInterval(Array.from({ length: WARM_RACES }, () => race(FEW))).median;
  const manySec = race(MANY);
  return {
    fewSec,
    manySec,
    growth: manySec / MANY / (fewSec / FEW),
    peakMegabytes: process.resourceUsage().maxRSS / 1000,
  };
}

/** @returns a race: takes the number of miners, gives the seconds that it took. */
async function openRaces(): Promise<(miners: number) => number> {
  const { machines, prices } = await readRaceData(DATA);
  return (miners) => {
    const scenario = {
      ...DEFAULT_SCENARIO,
      until: UNTIL,
      miners: { ...DEFAULT_SCENARIO.miners, count: miners },
    };
    const begun = performance.now();
    const run = new RaceRun({ scenario, machines, prices, seed: 1 });
    while (run.daysDone < run.facts.days) run.advance(DAYS_AT_ONCE);
    return (performance.now() - begun) / 1000;
  };
}
