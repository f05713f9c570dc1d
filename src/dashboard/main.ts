// Where the page starts: makes the machinery and hands it to the shell.

import { lazyLaboratory } from './laboratory.ts';
import { keepOffline } from './offline.ts';
import { PreferenceStore } from './preferences.ts';
import { ProofworksApp } from './proofworks-app/proofworks-app.ts';
import { createBrowserSession } from './session/browser-session.ts';
import { AutoPause } from './work-bar/auto-pause.ts';

const app = document.querySelector('proofworks-app');
if (!(app instanceof ProofworksApp)) throw new Error('The page has no <proofworks-app>');

// `?gpu-kernel=rolled-16:2:64` forces a GPU kernel, `?retune` times them again: for measuring, not for every day.
const query = new URLSearchParams(location.search);
const kernel = query.get('gpu-kernel');
app.commit = __COMMIT__;
const preferences = new PreferenceStore(() => localStorage);
const session = createBrowserSession({ kernel, retune: query.has('retune') });
new AutoPause(session, preferences).start();
app.preferences = preferences;
app.session = session;
app.laboratory = lazyLaboratory(async () => {
  const { createBrowserLaboratory } = await import('./browser-laboratory.ts');
  return createBrowserLaboratory({ kernel, retune: query.has('retune') });
});

// The development server has no service worker, and its page changes too often to be kept.
if (import.meta.env.PROD) {
  addEventListener('load', () => {
    const container = 'serviceWorker' in navigator ? navigator.serviceWorker : null;
    const offer = (load: () => void): void =>
      app.showToast({ text: 'A new version of Proofworks is here.', action: { label: 'Reload', run: load } });
    void keepOffline(container, offer, () => location.reload());
  });
}
