// The page without a network: a service worker keeps a copy of the built page. A new version waits until the user says
// Reload, since mining may be on.

/** What is needed of `navigator.serviceWorker`. */
export type WorkerContainer = Pick<ServiceWorkerContainer, 'controller' | 'register' | 'addEventListener'>;

/** The service worker, as the build names it; beside the page, so that it serves all of it. */
const WORKER_URL = './service-worker.js';

/**
 * Registers the service worker.
 *
 * @param container - Null where the browser has none.
 * @param offer - Called when a new version is there; what it is given loads that version.
 * @param reload - Loads the page anew.
 * @returns false where the browser refuses: the page then works with a network alone.
 */
export async function keepOffline(
  container: WorkerContainer | null,
  offer: (load: () => void) => void,
  reload: () => void,
): Promise<boolean> {
  if (container === null) return false;
  let registration: ServiceWorkerRegistration;
  try {
    registration = await container.register(WORKER_URL);
  } catch {
    return false; // Private windows and file addresses refuse it; nothing but the offline copy is missing.
  }
  let isWanted = false;
  // Without a controller this is the first visit, and there is no old version to take the place of.
  const isUpdate = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (isWanted) reload();
    // Another tab has loaded the new version; this one still runs the old.
    else if (isUpdate) offer(reload);
  });
  const offerWaiting = (worker: ServiceWorker): void =>
    offer(() => {
      isWanted = true;
      worker.postMessage({ type: 'SKIP_WAITING' });
    });
  const { waiting } = registration;
  if (waiting !== null && container.controller !== null) offerWaiting(waiting);
  registration.addEventListener('updatefound', () => {
    const { installing } = registration;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed' && container.controller !== null) offerWaiting(installing);
    });
  });
  return true;
}
