// Looks at what the machine can measure every few seconds, while something hashes.

import type { Timers } from '../../miner/index.ts';
import { NvidiaSmi } from './nvidia-smi.ts';
import { NO_POWER, type PowerReading } from './power.ts';
import { RaplMeter } from './rapl.ts';

/** Where a machine tells its power. */
export interface PowerSources {
  /** `/sys/class/powercap`. */
  readonly powercap: string;
  /** `nvidia-smi`, or where it is. */
  readonly nvidiaSmi: string;
}

const EVERY_MS = 5000;

/** The newest measurement. */
export class PowerMeter {
  readonly #cpu: RaplMeter;
  readonly #gpu: NvidiaSmi;
  readonly #wants: () => { readonly cpu: boolean; readonly gpu: boolean };
  readonly #end: () => void;
  #reading: PowerReading = NO_POWER;
  #look: Promise<void> | null = null;
  #hasEnded = false;

  /**
   * Begins to measure.
   *
   * @param wants - what hashes at the moment. The processor is measured whenever anything does: it feeds the GPU.
   */
  constructor(
    sources: PowerSources,
    wants: () => { readonly cpu: boolean; readonly gpu: boolean },
    parts: {
      readonly clock: () => number;
      readonly timers: Timers;
      readonly onNotice: (text: string) => void;
    },
  ) {
    const say = (text: string) => {
      if (!this.#hasEnded) parts.onNotice(text);
    };
    this.#cpu = new RaplMeter(sources.powercap, parts.clock, say);
    this.#gpu = new NvidiaSmi(sources.nvidiaSmi, say);
    this.#wants = wants;
    this.#end = parts.timers.every(EVERY_MS, () => void this.measure());
    void this.measure();
  }

  get reading(): PowerReading {
    return this.#reading;
  }

  /** Looks now; where a look is under way already, waits for that one. */
  measure(): Promise<void> {
    this.#look ??= this.#measure().finally(() => {
      this.#look = null;
    });
    return this.#look;
  }

  async #measure(): Promise<void> {
    const { cpu, gpu } = this.#wants();
    const [cpuPart, gpuPart] = await Promise.all([this.#cpu.read(), gpu ? this.#gpu.read() : null]);
    // A counter is read all the time, so that the first rate has a beginning; it is shown while something hashes.
    this.#reading = { cpu: cpu || gpu ? cpuPart : null, gpu: gpuPart };
  }

  end(): void {
    this.#hasEnded = true;
    this.#end();
  }
}
