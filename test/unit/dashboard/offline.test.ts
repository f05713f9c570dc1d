import { describe, expect, it, vi } from 'vitest';
import { keepOffline, type WorkerContainer } from '../../../src/dashboard/offline.ts';

/** A worker, a registration and a container as a browser has them, driven by hand. */
function browser({ hasController = true, hasWaiting = false } = {}) {
  const worker = Object.assign(new EventTarget(), { state: 'installing', postMessage: vi.fn() });
  const registration = Object.assign(new EventTarget(), {
    waiting: hasWaiting ? worker : null,
    installing: worker,
  });
  const container = Object.assign(new EventTarget(), {
    controller: hasController ? {} : null,
    register: vi.fn(async () => registration),
  });
  return {
    worker,
    container: container as unknown as WorkerContainer,
    install() {
      registration.dispatchEvent(new Event('updatefound'));
      worker.state = 'installed';
      worker.dispatchEvent(new Event('statechange'));
    },
    takeOver: () => container.dispatchEvent(new Event('controllerchange')),
    register: container.register,
  };
}

describe('the offline copy', () => {
  it('is offered anew when a new version is there, and loaded only when that is wanted', async () => {
    const { container, install, worker, takeOver } = browser();
    const [offer, reload] = [vi.fn<(load: () => void) => void>(), vi.fn()];
    expect(await keepOffline(container, offer, reload)).toBe(true);
    expect(offer).not.toHaveBeenCalled();
    install();
    expect(offer).toHaveBeenCalledTimes(1);
    expect(worker.postMessage).not.toHaveBeenCalled();
    offer.mock.calls[0]![0]();
    expect(worker.postMessage).toHaveBeenCalledWith({ type: 'SKIP_WAITING' });
    expect(reload).not.toHaveBeenCalled();
    takeOver();
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it('is offered when a new version has been waiting since the last visit', async () => {
    const offer = vi.fn();
    await keepOffline(browser({ hasWaiting: true }).container, offer, vi.fn());
    expect(offer).toHaveBeenCalledTimes(1);
  });

  it('is no news on the first visit', async () => {
    const { container, install, takeOver } = browser({ hasController: false });
    const [offer, reload] = [vi.fn(), vi.fn()];
    await keepOffline(container, offer, reload);
    install();
    takeOver();
    expect(offer).not.toHaveBeenCalled();
    expect(reload).not.toHaveBeenCalled();
  });

  it('does not reload a tab by itself when another tab has taken the new version', async () => {
    const { container, takeOver } = browser();
    const [offer, reload] = [vi.fn(), vi.fn()];
    await keepOffline(container, offer, reload);
    takeOver();
    expect(reload).not.toHaveBeenCalled();
    expect(offer).toHaveBeenCalledWith(reload);
  });

  it('is missing, and nothing else, where the browser has none or refuses it', async () => {
    expect(await keepOffline(null, vi.fn(), vi.fn())).toBe(false);
    const { container, register } = browser();
    register.mockRejectedValue(new DOMException('no', 'SecurityError'));
    expect(await keepOffline(container, vi.fn(), vi.fn())).toBe(false);
  });
});
