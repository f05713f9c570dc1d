// The processor's own energy counters (RAPL), which Linux shows as files below /sys/class/powercap: microjoules that rise
// and begin again at their range. AMD's show under the same names.
//
// See the kernel's Documentation/power/powercap/powercap.rst.

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PowerPart } from './power.ts';

/** `intel-rapl:0` is a whole package; `intel-rapl:0:0` a part of it. */
const WHOLE_DOMAIN = /^intel-rapl:\d+$/;

/** Longer gaps (a machine that slept) say nothing of the power now, and the counter may have begun again more than once. */
const LONGEST_GAP_MS = 60_000;

/** The counters at one moment. */
interface Look {
  readonly atMs: number;
  readonly energiesUj: readonly number[];
}

interface Package {
  readonly counter: string;
  /** Where the counter begins again, microjoules. */
  readonly rangeUj: number;
}

/** Watts of all processor packages, from one look to the next. */
export class RaplMeter {
  readonly #folder: string;
  readonly #clock: () => number;
  readonly #onNotice: (text: string) => void;
  #packages: readonly Package[] | null = null;
  #last: Look | null = null;
  #isOut = false;

  /**
   * @param folder - `/sys/class/powercap`.
   * @param clock - milliseconds, never backwards.
   * @param onNotice - told once, where counters are there but may not be read.
   */
  constructor(folder: string, clock: () => number, onNotice: (text: string) => void) {
    this.#folder = folder;
    this.#clock = clock;
    this.#onNotice = onNotice;
  }

  /** @returns the mean since the last call; null at the first, after a long gap, and where there is nothing to read. */
  async read(): Promise<PowerPart | null> {
    if (this.#isOut) return null;
    try {
      this.#packages ??= await findPackages(this.#folder);
      if (this.#packages.length === 0) return this.#giveUp();
      const energiesUj = await Promise.all(this.#packages.map(({ counter }) => readNumber(counter)));
      return this.#since({ atMs: this.#clock(), energiesUj });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.#onNotice(
        code === 'EACCES' || code === 'EPERM'
          ? `the processor's power is not shown: only root may read ${this.#folder}/intel-rapl:*/energy_uj`
          : `the processor's power is not shown: ${(error as Error).message}`,
      );
      return this.#giveUp();
    }
  }

  #since(now: Look): PowerPart | null {
    const last = this.#last;
    this.#last = now;
    if (last === null) return null;
    const gapMs = now.atMs - last.atMs;
    if (!(gapMs > 0 && gapMs <= LONGEST_GAP_MS)) return null;
    let sumUj = 0;
    for (const [i, energyUj] of now.energiesUj.entries()) {
      const risenUj = energyUj - last.energiesUj[i]!;
      sumUj += risenUj < 0 ? risenUj + this.#packages![i]!.rangeUj : risenUj;
    }
    const packages = now.energiesUj.length;
    return {
      what: packages === 1 ? 'CPU package' : `${packages} CPU packages`,
      watts: sumUj / 1000 / gapMs,
    };
  }

  #giveUp(): null {
    this.#isOut = true;
    return null;
  }
}

/** Domains whose name begins with `package`; `psys`, a whole machine's, would count a package twice. */
async function findPackages(folder: string): Promise<readonly Package[]> {
  let names: string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    // Another system, or a virtual machine: there is no such counter.
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
  const domains = names.filter((name) => WHOLE_DOMAIN.test(name)).toSorted();
  const packages: Package[] = [];
  for (const domain of domains) {
    const name = await readFile(join(folder, domain, 'name'), 'utf8');
    if (!name.startsWith('package')) continue;
    packages.push({
      counter: join(folder, domain, 'energy_uj'),
      rangeUj: await readNumber(join(folder, domain, 'max_energy_range_uj')),
    });
  }
  return packages;
}

async function readNumber(path: string): Promise<number> {
  const text = (await readFile(path, 'utf8')).trim();
  if (!/^\d+$/.test(text)) throw new Error(`${path} holds no whole number`);
  return Number(text);
}
