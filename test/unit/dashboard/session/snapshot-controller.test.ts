// An element is drawn anew at most once a frame, follows the session that it has at the time, and lets go when it goes.

import type { ReactiveController } from 'lit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OPENING_SNAPSHOT } from '../../../../src/dashboard/session/opening-snapshot.ts';
import type { SessionClient } from '../../../../src/dashboard/session/session-client.ts';
import { SnapshotController } from '../../../../src/dashboard/session/snapshot-controller.ts';
import type { MiningSnapshot } from '../../../../src/miner/index.ts';

/** A client as far as a controller sees it. */
function createClient() {
  const listeners = new Set<(snapshot: MiningSnapshot) => void>();
  const client = {
    snapshot: OPENING_SNAPSHOT,
    subscribe: (listener: (snapshot: MiningSnapshot) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(change: Partial<MiningSnapshot>) {
      client.snapshot = { ...client.snapshot, ...change };
      for (const listener of listeners) listener(client.snapshot);
    },
    listeners,
  };
  return client;
}

const asSession = (client: ReturnType<typeof createClient>) => client as unknown as SessionClient;

describe('a snapshot controller', () => {
  let frames: (() => void)[] = [];
  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
    vi.stubGlobal('cancelAnimationFrame', (id: number) => {
      frames[id - 1] = () => {};
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  const setUp = (session: SessionClient | null) => {
    const element: { session: SessionClient | null } = { session };
    let updates = 0;
    let controller: ReactiveController | undefined;
    const host = {
      addController: (added: ReactiveController) => {
        controller = added;
      },
      removeController: () => {},
      requestUpdate: () => updates++,
      updateComplete: Promise.resolve(true),
    };
    const snapshots = new SnapshotController(host, () => element.session);
    expect(controller).toBe(snapshots);
    return { element, snapshots, updates: () => updates };
  };

  it('asks for one update a frame, however many snapshots come', () => {
    const client = createClient();
    const { snapshots, updates } = setUp(asSession(client));
    snapshots.hostConnected();
    for (let hashrateHps = 1; hashrateHps <= 5; hashrateHps++) client.tell({ hashrateHps });
    expect(updates()).toBe(0);
    expect(frames).toHaveLength(1);
    frames[0]!();
    expect(updates()).toBe(1);
    client.tell({ state: 'ready' });
    expect(frames).toHaveLength(2);
  });

  it('follows another session when the element has one, and none when it has gone', () => {
    const client = createClient();
    const { element, snapshots, updates } = setUp(null);
    snapshots.hostConnected();
    element.session = asSession(client);
    snapshots.hostUpdate();
    expect(client.listeners.size).toBe(1);
    client.tell({ state: 'ready' });
    const other = createClient();
    element.session = asSession(other);
    snapshots.hostUpdate();
    expect(client.listeners.size).toBe(0);
    // The frame that was asked for was for the other one.
    frames[0]!();
    expect(updates()).toBe(0);
    snapshots.hostDisconnected();
    expect(other.listeners.size).toBe(0);
    snapshots.hostUpdate();
    expect(other.listeners.size).toBe(0);
    snapshots.hostConnected();
    expect(other.listeners.size).toBe(1);
  });
});
