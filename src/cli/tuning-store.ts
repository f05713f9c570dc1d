// Remembers which GPU kernel is fastest on which adapter, so that only the first use is slow.

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeVariant, type GpuVariant } from '../engine/index.ts';

/** The kernels known by adapter name. */
export interface TuningStore {
  get(adapter: string): Promise<GpuVariant | null>;
  set(adapter: string, variant: GpuVariant): Promise<void>;
}

/** Changes when the kernels do: what was learned about older ones is not trusted. */
const FORMAT = 1;

/**
 * Keeps the table in a JSON file. A file that is missing or torn is an empty table: nothing is lost but a
 * few seconds of tuning.
 *
 * @param isFresh - forgets what the file holds.
 */
export function createTuningStore(path: string, isFresh: boolean): TuningStore {
  const read = async (): Promise<Record<string, GpuVariant>> => {
    try {
      const { format, variants } = JSON.parse(await readFile(path, 'utf8'));
      return format === FORMAT ? variants : {};
    } catch {
      return {};
    }
  };
  let forgotten = isFresh;
  return {
    async get(adapter) {
      if (forgotten) return null;
      const variant = (await read())[adapter];
      return variant !== undefined && isVariant(variant) ? variant : null;
    },
    async set(adapter, variant) {
      forgotten = false;
      const variants = { ...(await read()), [adapter]: variant };
      await mkdir(dirname(path), { recursive: true });
      // Written aside and moved, so that another process never reads half a file.
      const aside = `${path}.${process.pid}`;
      await writeFile(aside, JSON.stringify({ format: FORMAT, variants }, null, 2));
      await rename(aside, path);
    },
  };
}

function isVariant(value: GpuVariant): boolean {
  return /^(unrolled|rolled-16) x[124], workgroup (32|64|128|256)$/.test(describeVariant(value));
}
