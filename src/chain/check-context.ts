/** What a header must be, given its parents: target, time and version. */
import { compactFromTarget } from '../primitives/index.ts';
import type { HeaderHistory } from './history.ts';
import { medianTimePast } from './median-time.ts';
import { type ChainParameters, FUTURE_LIMIT_SEC } from './parameters.ts';
import { type Rejection, reject } from './verdict.ts';

/** The fields that the context decides on. */
export interface ContextFields {
  /** i32. */
  readonly version: number;
  /** Unix seconds. */
  readonly time: number;
  /** u32. */
  readonly nBits: number;
}

/**
 * Judges a header by its past.
 *
 * @param history - Up to the parent.
 * @param nowSec - One's own clock, Unix seconds.
 * @returns Null where nothing is wrong.
 * @see Bitcoin Core, `ContextualCheckBlockHeader`
 */
export function checkContext(
  { version, time, nBits }: ContextFields,
  history: HeaderHistory,
  parameters: ChainParameters,
  nowSec: number,
): Rejection | null {
  const required = compactFromTarget(parameters.requiredTarget(history, time));
  if (nBits !== required) return reject('bad-diffbits', `nBits is ${hex(nBits)}, expected ${hex(required)}`);
  const median = medianTimePast(history);
  if (time <= median) {
    return reject('time-too-old', `time ${time} is not after ${median}, the median of the last eleven`);
  }
  const earliest = parameters.earliestTime?.(history) ?? 0;
  if (time < earliest) {
    return reject('time-timewarp-attack', `time ${time} is before ${earliest}, where a new period may begin`);
  }
  if (time > nowSec + FUTURE_LIMIT_SEC) {
    return reject('time-too-new', `time ${time} is more than two hours after ${nowSec}`);
  }
  const height = history.tipHeight + 1;
  for (const step of parameters.versionSteps) {
    if (height >= step.fromHeight && version < step.version) {
      return reject('bad-version', `version ${version} is below ${step.version}, as height ${height} needs`);
    }
  }
  return null;
}

const hex = (nBits: number) => nBits.toString(16).padStart(8, '0');
