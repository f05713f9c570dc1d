// Lets a driver outside the page run the contract's cases in it, one at a time.

import { stores } from './stores.ts';
import { SUITES, type Suite } from './suites.ts';

type Kind = keyof typeof SUITES;

/** What the driver calls. */
export interface ContractPage {
  /** @returns why the case failed; null if it passed. */
  run(kind: Kind, suite: string, name: string): Promise<string | null>;
  /** Ends the suite's engine. */
  end(kind: Kind, suite: string): Promise<void>;
}

function find(kind: Kind, name: string): Suite {
  const suite = SUITES[kind].find((one) => one.name === name);
  if (suite === undefined) throw new RangeError(`there is no ${kind} suite ${name}`);
  return suite;
}

const page: ContractPage = {
  async run(kind, suite, name) {
    const run = find(kind, suite).cases.get(name);
    if (run === undefined) return `there is no case ${name}`;
    try {
      await run();
      return null;
    } catch (error) {
      return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    }
  },
  end: (kind, suite) => find(kind, suite).end(),
};

Object.assign(window, { contract: page, stores });
