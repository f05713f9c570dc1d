// What the browser remembers of the Pool page; where storage is refused, nothing.

import { type RememberedPool, rememberedFrom, storedPool } from './pool-settings.ts';

const KEY = 'proofworks.pool';

/** What was remembered; the defaults where nothing was. */
export function readPool(storage: () => Pick<Storage, 'getItem'>): RememberedPool {
  try {
    return rememberedFrom(JSON.parse(storage().getItem(KEY) ?? '{}'));
  } catch {
    return rememberedFrom(null); // Refused, or not ours.
  }
}

/** Remembers it. */
export function writePool(storage: () => Pick<Storage, 'setItem'>, remembered: RememberedPool): void {
  try {
    storage().setItem(KEY, JSON.stringify(storedPool(remembered)));
  } catch {
    // Refused or full: it lasts as long as the page.
  }
}
