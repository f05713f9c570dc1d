// The worker's side: runs races, some days at a time, as they are asked for.

import {
  type MachineModel,
  type PriceMonth,
  parseMachines,
  parsePrices,
  type RaceDays,
  RaceRun,
} from '../../../simulation/index.ts';
import type { FromWorker, RaceTables, ToWorker } from './protocol.ts';

/** All arrays of some days: they are handed over, not copied. */
export function buffersOf({ figures, hashrateByGeneration, hashrateByRegion }: RaceDays): ArrayBuffer[] {
  return [...Object.values(figures), ...hashrateByGeneration, ...hashrateByRegion].map(
    ({ buffer }) => buffer as ArrayBuffer,
  );
}

/**
 * Makes the worker's listener.
 *
 * @param post - Sends a message, and hands buffers over.
 */
export function createHost(
  post: (message: FromWorker, transfer: ArrayBuffer[]) => void,
): (message: ToWorker) => void {
  const races = new Map<number, RaceRun>();
  let tables: RaceTables | null = null;
  let read: { readonly machines: readonly MachineModel[]; readonly prices: readonly PriceMonth[] } | null =
    null;

  const open = ({ raceId, scenario, seed }: Extract<ToWorker, { type: 'open' }>): FromWorker => {
    if (tables === null) throw new Error('the tables of machines and prices have not come');
    read ??= { machines: parseMachines(tables.machines), prices: parsePrices(tables.prices) };
    const run = new RaceRun({ ...read, scenario, seed });
    races.set(raceId, run);
    return { type: 'opened', raceId, facts: run.facts };
  };

  return (message) => {
    switch (message.type) {
      case 'tables':
        ({ tables } = message);
        read = null;
        break;
      case 'close':
        races.delete(message.raceId);
        break;
      case 'open':
      case 'advance': {
        const { raceId } = message;
        try {
          if (message.type === 'open') {
            post(open(message), []);
            break;
          }
          const days = races.get(raceId)?.advance(message.days);
          // A race that was closed meanwhile has nobody to answer.
          if (days !== undefined) post({ type: 'days', raceId, days }, buffersOf(days));
        } catch (error) {
          races.delete(raceId);
          post(
            { type: 'failed', raceId, message: error instanceof Error ? error.message : String(error) },
            [],
          );
        }
        break;
      }
      default:
        message satisfies never;
    }
  };
}
