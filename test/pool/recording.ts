// Conversations with real pools, as they were recorded: who said what, line by line.

import { readFileSync } from 'node:fs';

/** The recordings in `test/vectors/stratum/`. */
export const RECORDINGS = ['ckpool-knots', 'publicpool-knots', 'chromium-websockify'] as const;

/** A request of the client that was recorded, and all that the pool said before the next one. */
export interface Turn {
  readonly id: unknown;
  readonly method: string;
  readonly params: readonly unknown[];
  /** Lines without their ends, byte for byte. */
  readonly lines: readonly string[];
}

/** A line, read. */
export interface Words {
  readonly id?: unknown;
  readonly method?: string;
  readonly params?: readonly unknown[];
  readonly result?: unknown;
  readonly error?: unknown;
}

/** A whole conversation, oldest turn first. */
export function loadRecording(name: (typeof RECORDINGS)[number]): readonly Turn[] {
  const file = new URL(`../vectors/stratum/stratum-${name}.json`, import.meta.url);
  const { transcript, log } = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly transcript?: readonly { readonly dir: string; readonly line: string }[];
    readonly log?: readonly string[];
  };
  const said =
    transcript?.map(({ dir, line }) => ({ isOwn: dir === 'miner->pool', line })) ??
    log!.map((line) => ({ isOwn: line.startsWith('> '), line: line.slice(2) }));
  const turns: (Omit<Turn, 'lines'> & { readonly lines: string[] })[] = [];
  for (const { isOwn, line } of said) {
    if (isOwn) {
      const { id, method, params } = readWords(line);
      turns.push({ id, method: method!, params: params!, lines: [] });
    } else {
      turns.at(-1)!.lines.push(line);
    }
  }
  return turns;
}

/** Reads a line. */
export function readWords(line: string): Words {
  return JSON.parse(line) as Words;
}
