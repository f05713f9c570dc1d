// What happened over a stretch of time, put into slots of equal width, with nothing lost or made by rounding.

/**
 * Divides an amount over the slots that a stretch of time touches, in proportion to the time in each.
 *
 * @param fromSec - from 0; begin and end in seconds, the end not before the beginning.
 * @param amount - a whole number is divided into whole numbers: their sum is the amount again.
 * @param put - called for each slot, oldest first; slot i is [i * slotSec, (i + 1) * slotSec).
 */
export function spread(
  fromSec: number,
  toSec: number,
  amount: number,
  slotSec: number,
  put: (slot: number, part: number) => void,
): void {
  // What ends at a slot's very beginning is the slot's before: nothing is put where no time has gone by.
  const last = Math.max(0, Math.ceil(toSec / slotSec) - 1);
  const first = Math.min(last, Math.floor(fromSec / slotSec));
  const isWhole = Number.isInteger(amount);
  let given = 0;
  for (let slot = first; slot < last; slot++) {
    const done = (amount * ((slot + 1) * slotSec - fromSec)) / (toSec - fromSec);
    const until = isWhole ? Math.floor(done) : done;
    put(slot, until - given);
    given = until;
  }
  put(last, amount - given);
}
