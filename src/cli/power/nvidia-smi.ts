// Watts of NVIDIA's boards, as their driver's own tool tells them. Starting it costs some tens of milliseconds, so it is
// asked now and then, and never twice at once.

import { execFile } from 'node:child_process';
import type { PowerPart } from './power.ts';

const QUESTION = ['--query-gpu=power.draw', '--format=csv,noheader,nounits'];

/** A driver that hangs is left alone after this time. */
const TIME_LIMIT_MS = 4000;

/** Watts of all boards. */
export class NvidiaSmi {
  readonly #command: string;
  readonly #timeLimitMs: number;
  readonly #onNotice: (text: string) => void;
  #isOut = false;
  #hasComplained = false;

  /**
   * @param command - `nvidia-smi`, or where it is.
   * @param onNotice - told once, where the tool is there but does not answer.
   */
  constructor(command: string, onNotice: (text: string) => void, timeLimitMs = TIME_LIMIT_MS) {
    this.#command = command;
    this.#onNotice = onNotice;
    this.#timeLimitMs = timeLimitMs;
  }

  /** @returns null where there is no such tool, or no board that tells. */
  async read(): Promise<PowerPart | null> {
    if (this.#isOut) return null;
    const { text, error } = await this.#ask();
    if (error === null) return boardPower(text);
    if (error.code === 'ENOENT' || error.code === 'EACCES') this.#isOut = true;
    else if (!this.#hasComplained) {
      this.#hasComplained = true;
      const why = error.killed === true ? 'did not answer in time' : 'failed';
      this.#onNotice(`the GPU's power is not shown: ${this.#command} ${why}`);
    }
    return null;
  }

  #ask(): Promise<{
    readonly text: string;
    readonly error: (Error & { code?: unknown; killed?: boolean }) | null;
  }> {
    return new Promise((resolve) => {
      const limits = { timeout: this.#timeLimitMs, maxBuffer: 65_536, windowsHide: true } as const;
      execFile(this.#command, QUESTION, limits, (error, text) => resolve({ text, error }));
    });
  }
}

/**
 * Reads the tool's answer: a line of watts per board; a board that cannot tell says `[N/A]`.
 *
 * @returns null where no board tells.
 */
export function boardPower(text: string): PowerPart | null {
  const watts = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^\d+(\.\d+)?$/.test(line))
    .map(Number);
  if (watts.length === 0) return null;
  return {
    what: watts.length === 1 ? 'GPU board' : `${watts.length} GPU boards`,
    watts: watts.reduce((sum, value) => sum + value, 0),
  };
}
