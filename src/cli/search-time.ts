// How long the next block has been searched for, remembered between runs: the chain's clock runs while it is mined, so
// a run of seconds must not look as if its block had come within seconds.

import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const NAME = 'search-time.json';

/**
 * @param after - hash of the chain's newest block, hex.
 * @returns seconds searched after it in earlier runs; 0 where nothing, or nothing legible, was kept: then the next
 *   interval is measured too short, and no more is lost.
 */
export async function readSearchTime(directory: string, after: string): Promise<number> {
  try {
    const kept = JSON.parse(await readFile(join(directory, NAME), 'utf8'));
    return kept.after === after && kept.seconds >= 0 && Number.isFinite(kept.seconds) ? kept.seconds : 0;
  } catch {
    return 0;
  }
}

/** Keeps it for the next run. */
export async function keepSearchTime(directory: string, after: string, seconds: number): Promise<void> {
  const draft = join(directory, `${NAME}.draft`);
  await writeFile(draft, JSON.stringify({ after, seconds }));
  await rename(draft, join(directory, NAME));
}
