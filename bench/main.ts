// npm run bench [-- QUESTION ...]: answers the questions and writes each answer to bench/results/.

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadDawn } from '../src/cli/node-host.ts';
import { formatNumber } from '../src/primitives/index.ts';
import { armsRace, measureCrowdedRace, measureUsualRace } from './arms-race.ts';
import { armsRacePage } from './arms-race-page.ts';
import { bridgeCost } from './bridge-cost.ts';
import { cleanJob } from './clean-job.ts';
import { cpuKernels, measureCpuKernels } from './cpu-kernels.ts';
import { dayOfMining, mineDay } from './day-of-mining.ts';
import { gpuKernels } from './gpu-kernels.ts';
import { headerValidation } from './header-validation.ts';
import { lighthouseScores } from './lighthouse.ts';
import { liveLoop } from './live-loop.ts';
import { mainThread } from './main-thread.ts';
import { type Figure, type Findings, place } from './measure.ts';
import { minePage } from './mine-page.ts';
import { nodeTemplate } from './node-template.ts';
import { poolClients, runPoolClients, runPoolServer } from './pool-clients.ts';
import { poolSoak, runSoakPool } from './pool-soak.ts';
import { shockTable } from './shock-table.ts';
import { storeRates } from './store.ts';
import { workerScaling } from './worker-scaling.ts';

const QUESTIONS: Readonly<Record<string, () => Findings | Promise<Findings>>> = {
  'cpu-kernels': cpuKernels,
  'worker-scaling': workerScaling,
  'gpu-kernels': async () => gpuKernels(await loadDawn()),
  'clean-job': async () => cleanJob(await loadDawn()),
  'main-thread': mainThread,
  lighthouse: lighthouseScores,
  'mine-page': minePage,
  'header-validation': headerValidation,
  'shock-table': shockTable,
  'arms-race': armsRace,
  'arms-race-page': armsRacePage,
  store: storeRates,
  'pool-clients': poolClients,
  'bridge-cost': bridgeCost,
  'node-template': nodeTemplate,
};

/** Answered only when asked by name, since they take many minutes. */
const LONG_QUESTIONS: typeof QUESTIONS = {
  'live-loop': liveLoop,
  'day-of-mining': dayOfMining,
  'pool-soak': poolSoak,
};

/** What a question asks processes of its own. */
const CHILDREN: Readonly<Record<string, () => Promise<unknown>>> = {
  'cpu-kernels': measureCpuKernels,
  'arms-race': measureUsualRace,
  'arms-race-crowd': measureCrowdedRace,
  'day-of-mining': mineDay,
  'pool-clients': runPoolClients,
  'pool-clients-server': runPoolServer,
  'pool-soak-pool': runSoakPool,
};

const RESULTS = new URL('../../bench/results/', import.meta.url);

async function main(words: readonly string[]): Promise<number> {
  if (words[1] === '--child') {
    console.log(JSON.stringify(await CHILDREN[words[0]!]!()));
    return 0;
  }
  const known = { ...QUESTIONS, ...LONG_QUESTIONS };
  const unknown = words.find((word) => !(word in known));
  if (unknown !== undefined) {
    console.error(`there is no question ${unknown}: ${Object.keys(known).join(', ')}`);
    return 2;
  }
  let missed = 0;
  for (const question of words.length > 0 ? words : Object.keys(QUESTIONS)) {
    const findings = await known[question]!();
    const where = place(question);
    const file = fileURLToPath(new URL(`${question}.json`, RESULTS));
    await writeFile(file, `${JSON.stringify({ ...where, ...findings }, null, 2)}\n`);
    for (const figure of findings.figures) {
      if (!isReached(figure)) missed++;
      console.log(`${verdict(figure)}  ${formatNumber(figure.value)}  ${figure.what}${bound(figure)}`);
    }
  }
  return missed === 0 ? 0 : 1;
}

function isReached({ value, atLeast, atMost }: Figure): boolean {
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

function verdict(figure: Figure): string {
  if (figure.atLeast === undefined && figure.atMost === undefined) return '       ';
  return isReached(figure) ? 'reached' : 'MISSED ';
}

function bound({ atLeast, atMost }: Figure): string {
  if (atLeast !== undefined) return ` (at least ${atLeast})`;
  return atMost === undefined ? '' : ` (at most ${atMost})`;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
