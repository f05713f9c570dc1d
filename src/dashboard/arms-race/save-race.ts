// Races as files.

import {
  compareWithHistory,
  isHistory,
  parseNetworkYears,
  raceCsvPieces,
  raceJson,
} from '../../simulation/index.ts';
import { downloadBlob, downloadText } from '../elements/download.ts';
import { fetchNetworkYears } from './race-tables.ts';
import type { ShownRace } from './shown-race.ts';

/** Stem of a race's file names. */
export function raceFileName({ facts }: ShownRace): string {
  return `proofworks-arms-race-${facts.scenario.name}-${facts.seed}`;
}

/** Saves all days that are shown, as the command line writes them; between two pieces the page goes on. */
export async function saveDays(race: ShownRace, commit: string): Promise<void> {
  const pieces: string[] = [];
  for (const piece of raceCsvPieces(race.facts, race.days, commit)) {
    pieces.push(piece);
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
  downloadBlob(new Blob(pieces, { type: 'text/csv' }), `${raceFileName(race)}.csv`);
}

/**
 * Saves the years of what is shown, its events, and for history how near it came.
 *
 * @throws {Error} with one sentence if the table of the real network cannot be fetched.
 */
export async function saveYears(race: ShownRace, commit: string, signal: AbortSignal): Promise<void> {
  const { facts, days } = race;
  const history = isHistory(facts.scenario)
    ? compareWithHistory(facts, days, parseNetworkYears(await fetchNetworkYears(signal)))
    : null;
  const text = JSON.stringify(raceJson(facts, days, commit, history), null, 2);
  downloadText(`${text}\n`, `${raceFileName(race)}.json`, 'application/json');
}
