// Lets a driver outside the page run the contract's cases in it, one at a time.

import { stores } from './stores.ts';
import { SUITES } from './suites.ts';

/** What the driver calls. */
export interface ContractPage {
  /** @returns why the case failed; null if it passed. */
  run(suite: string, name: string): Promise<string | null>;
  /** Ends the suite's engine. */
  end(suite: string): Promise<void>;
}

function find(name: string) {
  const suite = SUITES.find((one) => one.name === name);
  if (suite === undefined) throw new RangeError(`there is no suite ${name}`);
  return suite;
}

const page: ContractPage = {
  async run(suite, name) {
    const run = find(suite).cases.get(name);
    if (run === undefined) return `there is no case ${name}`;
    try {
      await run();
      return null;
    } catch (error) {
      return error instanceof Error ? `${error.message}\n${error.stack}` : String(error);
    }
  },
  end: (suite) => find(suite).end(),
};

Object.assign(window, { contract: page, stores });
