// Everything that is said between the Pool page and the worker that mines for a pool. A worker lives for one run: it is
// started with its order and ended when the run has ended, and with it goes all that it knew, the password too.

import type { RemoteSettings } from '../../../miner/index.ts';
import type { WorkerPort as Port } from '../../worker-port.ts';
import type { RemoteChange } from '../remote-change.ts';

/** Why a run rests. */
export type PauseReason = 'user' | 'hidden' | 'battery';

/** What a run is for. */
export interface PoolOrder {
  /** Of the bridge, as `parsePoolAddress` reads it; without name or password. */
  readonly url: string;
  readonly user: string;
  /** Told to the pool and to nobody else; it comes back in nothing that the worker says. */
  readonly password: string;
  readonly settings: RemoteSettings;
  /** The best GPU kernels by adapter, as they are remembered. */
  readonly tuned: Readonly<Record<string, string>>;
}

/** Told to the worker. The first message is `start`. */
export type ToPool =
  | { readonly type: 'start'; readonly order: PoolOrder }
  | { readonly type: 'stop' }
  | { readonly type: 'pause'; readonly by: PauseReason }
  | { readonly type: 'resume' }
  | { readonly type: 'configure'; readonly change: Partial<RemoteSettings> }
  | { readonly type: 'dismiss-notice'; readonly id: number };

/** Told by the worker. */
export type FromPool =
  /** The fields that are new; the first holds all of them. */
  | { readonly type: 'snapshot'; readonly change: RemoteChange }
  /** A GPU kernel proved fastest on an adapter. */
  | { readonly type: 'tuned'; readonly adapter: string; readonly variant: string }
  /** The last message: the run has ended, as it was told to, or by a problem in one sentence. */
  | { readonly type: 'ended'; readonly problem: string | null };

/** The page's end of the channel. */
export type PoolPort = Port<ToPool, FromPool>;
