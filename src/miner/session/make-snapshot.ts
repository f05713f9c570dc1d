// Puts a snapshot together from a session's parts. What did not change is the same object as in the snapshot before.

import type { ChainKeeper } from './chain-keeper.ts';
import type { EngineCrew } from './engine-crew.ts';
import type { MiningClock } from './mining-clock.ts';
import type { MiningRun } from './mining-run.ts';
import type { NoticeBoard } from './notice-board.ts';
import type { SessionRecord } from './session-record.ts';
import type { ChainSnapshot, MiningSnapshot, SearchSnapshot } from './snapshot.ts';

/** What a snapshot is made of. */
export interface SnapshotParts
  extends Pick<MiningSnapshot, 'state' | 'step' | 'pausedBy' | 'detected' | 'settings'> {
  readonly clock: MiningClock;
  readonly crew: EngineCrew;
  readonly record: SessionRecord;
  readonly board: NoticeBoard;
  readonly keeper: ChainKeeper;
  /** Null while no block is searched. */
  readonly run: MiningRun | null;
  /** Hashes per second where there is no run. */
  readonly measuredHps: number;
}

/** @returns the session as it is now. */
export function makeSnapshot(parts: SnapshotParts): MiningSnapshot {
  const { state, step, pausedBy, detected, settings, clock, crew, record, board, run, measuredHps } = parts;
  const nowMs = clock.now();
  const { history, bestShare } = record;
  const counts = new Map(run?.counts.map((count) => [count.engine, count]));
  return {
    state,
    step,
    pausedBy,
    detected,
    settings,
    minedSec: nowMs / 1000,
    hashrateHps: run?.hashrateHps ?? measuredHps,
    engines: crew.members.map((member) => {
      const count = member.engine === null ? undefined : counts.get(member.engine);
      return record.engine(member, count, nowMs);
    }),
    windows: history.windows,
    recent: history.recent,
    whole: history.whole,
    events: board.events,
    chain: chainSnapshot(parts),
    search: searchSnapshot(parts),
    bestShare,
    remine: run?.branch() ?? null,
    notices: board.notices,
  };
}

function chainSnapshot({ keeper, record, run }: SnapshotParts): ChainSnapshot | null {
  const { chain, view, kept, searchedSec, staleBlocks } = keeper;
  if (chain === null || view === null) return null;
  const time = run?.timeSec ?? chain.tip.time + searchedSec;
  return view.snapshot(Math.floor(time), {
    luck: record.luck,
    staleBlocks: staleBlocks + (run?.staleBlocks ?? 0),
    kept,
  });
}

function searchSnapshot({ keeper, run }: SnapshotParts): SearchSnapshot | null {
  if (run !== null) return run.search();
  const { chain, searchedSec } = keeper;
  if (chain === null) return null;
  const { time } = chain.template(chain.tip.time + searchedSec);
  return { waitedSec: searchedSec, expectedSec: null, time };
}
