// A scenario from a file that somebody made.

import { parseScenario, type RaceScenario, ScenarioError } from '../../../simulation/index.ts';

/** Far more than a scenario with a thousand events and machines takes. */
const MAX_SCENARIO_BYTES = 2_000_000;

/** A scenario, or what is wrong with it, a sentence each without a full stop. */
export type ReadScenario =
  | {
      readonly ok: true;
      /** As the file says it: what differs from history. */
      readonly own: object;
      readonly scenario: RaceScenario;
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a file; one that is too large is not even opened. */
export async function readScenarioFile(file: File): Promise<ReadScenario> {
  if (file.size > MAX_SCENARIO_BYTES) {
    return {
      ok: false,
      problems: [`the file: expected at most ${MAX_SCENARIO_BYTES / 1_000_000} MB, got more`],
    };
  }
  let text: string;
  try {
    text = await file.text();
  } catch {
    return {
      ok: false,
      problems: ['the browser could not read the file; it may have been moved or changed'],
    };
  }
  return readScenarioText(text);
}

/** Reads a file's text. */
export function readScenarioText(text: string): ReadScenario {
  try {
    const scenario = parseScenario(text);
    return { ok: true, scenario, own: JSON.parse(text) as object };
  } catch (error) {
    if (error instanceof ScenarioError) return { ok: false, problems: error.problems };
    throw error;
  }
}
