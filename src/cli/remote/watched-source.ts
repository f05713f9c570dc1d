// A work source as it is, and someone who is told when its work is new.

import type { WorkSource } from '../../source/index.ts';

/**
 * Listens to a source.
 *
 * @param onNewWork - told after whoever opened the source, when the first work comes and when work takes the place of old.
 */
export function watchedSource(source: WorkSource, onNewWork: () => void): WorkSource {
  let hasWork = false;
  return {
    open: (opening) =>
      source.open({
        ...opening,
        onWork: (change) => {
          opening.onWork(change);
          if (change === 'replaced' || (change === 'renewed' && !hasWork)) onNewWork();
          hasWork = change !== 'gone';
        },
      }),
    next: () => source.next(),
    isCurrent: (order) => source.isCurrent(order),
    submit: (order, nonce, hash) => source.submit(order, nonce, hash),
    close: () => source.close(),
    get status() {
      return source.status;
    },
  };
}
