// A run from start to report, with a session and a terminal of our own and time that tests move.

import { describe, expect, it } from 'vitest';
import { type RunIo, type RunSession, runRemote } from '../../../../src/cli/remote/run.ts';
import type { BlockLine } from '../../../../src/cli/terminal/screen.ts';
import type { RemoteEvent, RemoteSnapshot, Timers } from '../../../../src/miner/index.ts';
import type { SourceStatus } from '../../../../src/source/index.ts';
import { POOL, SHARE, sampleSnapshot } from './sample.ts';

/** Time that passes when told: callbacks and sleeps in their order. */
class Time {
  ms = 0;
  readonly #waits = new Set<{ atMs: number; readonly call: () => void; readonly everyMs: number | null }>();

  readonly timers: Timers = {
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wait = { atMs: this.ms + ms, call: resolve, everyMs: null };
        this.#waits.add(wait);
        signal?.addEventListener('abort', () => {
          this.#waits.delete(wait);
          reject(signal.reason);
        });
      }),
    every: (ms, call) => {
      const wait = { atMs: this.ms + ms, call, everyMs: ms };
      this.#waits.add(wait);
      return () => this.#waits.delete(wait);
    },
  };

  get pending(): number {
    return this.#waits.size;
  }

  async pass(ms: number): Promise<void> {
    const endMs = this.ms + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = [...this.#waits].sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined || next.atMs > endMs) break;
      this.ms = next.atMs;
      if (next.everyMs === null) this.#waits.delete(next);
      else next.atMs += next.everyMs;
      next.call();
    }
    this.ms = endMs;
  }
}

interface Run {
  readonly out: string[];
  readonly err: string[];
  readonly blocks: (readonly BlockLine[])[];
  readonly time: Time;
  readonly interrupt: AbortController;
  readonly calls: string[];
  readonly emit: (event: RemoteEvent) => void;
  readonly newWork: (source: SourceStatus) => void;
  readonly fail: (error: Error) => void;
  readonly ended: Promise<void>;
}

function begin(
  wishes: Partial<{ durationMs: number; isJson: boolean; statsPort: number | null }>,
  isTerminal = false,
  snapshot: RemoteSnapshot = sampleSnapshot(),
  columns = Number.POSITIVE_INFINITY,
): Run {
  const time = new Time();
  const interrupt = new AbortController();
  const [out, err, calls, blocks]: [string[], string[], string[], (readonly BlockLine[])[]] = [
    [],
    [],
    [],
    [],
  ];
  let emit: Run['emit'] = () => {};
  let newWork: Run['newWork'] = () => {};
  let fail: Run['fail'] = () => {};
  const done = new Promise<void>((_, reject) => {
    fail = reject;
  });
  done.catch(() => {});
  const session: RunSession = {
    start: () => void calls.push('start'),
    stop: async () => void calls.push('stop'),
    snapshot: () => snapshot,
    done,
  };
  const io: RunIo = {
    print: (line) => out.push(line),
    columns,
    notice: (line) => err.push(line),
    screen: { isTerminal, columns: 79, show: (lines) => blocks.push(lines) },
    signal: interrupt.signal,
    clock: () => time.ms,
    now: () => new Date(1_790_000_000_000 + time.ms),
    powerSources: { powercap: '/nowhere/powercap', nvidiaSmi: '/nowhere/nvidia-smi' },
  };
  const ended = runRemote(
    {
      wishes: { durationMs: Number.POSITIVE_INFINITY, isJson: false, statsPort: null, ...wishes },
      opening: { text: 'js x1 at 100 %, for a pool', fields: { source: 'pool', engines: 'js x1' } },
      timers: time.timers,
      createSession: (onEvent, onNewWork) => {
        emit = onEvent;
        newWork = onNewWork;
        return session;
      },
    },
    io,
  );
  return { out, err, blocks, time, interrupt, calls, emit, newWork, fail, ended };
}

const rowsOf = (lines: readonly string[]) => lines.map((line) => JSON.parse(line));

describe('runRemote', () => {
  it('ends by itself after the time that was wished, with a report, and leaves no timer', async () => {
    const run = begin({ durationMs: 5000 });
    await run.time.pass(4999);
    expect(run.calls).toEqual(['start']);
    await run.time.pass(1);
    await run.ended;
    expect(run.calls).toEqual(['start', 'stop']);
    expect(run.out.at(-3)).toMatch(/^shares: 131 accepted/);
    expect(run.time.pending).toBe(0);
  });

  it('ends cleanly on Ctrl-C', async () => {
    const run = begin({});
    await run.time.pass(1000);
    run.interrupt.abort(new Error('interrupted'));
    await run.ended;
    expect(run.calls).toEqual(['start', 'stop']);
    expect(run.out.at(-1)).toBe('1 block found');
    expect(run.time.pending).toBe(0);
  });

  it('ends at once where it was interrupted before it began', async () => {
    const run = begin({ statsPort: 0 });
    run.interrupt.abort(new Error('interrupted'));
    await run.ended;
    expect(run.calls.at(-1)).toBe('stop');
  });

  it('reports what there was, and fails with the session', async () => {
    const run = begin({});
    await run.time.pass(10);
    run.fail(new Error('no engine is left'));
    await expect(run.ended).rejects.toThrow('no engine is left');
    expect(run.calls).toEqual(['start', 'stop']);
    expect(run.out.join('\n')).toContain('131 accepted');
  });

  it('prints shares and notices, and a status line each half minute where there is no terminal', async () => {
    const run = begin({});
    await run.time.pass(10);
    run.emit({ type: 'share', row: SHARE });
    run.emit({ type: 'notice', tone: 'bad', text: 'Pool: it hung up' });
    run.emit({ type: 'state', state: 'waiting' });
    expect(run.out).toHaveLength(2);
    expect(run.out[1]).toContain('accepted');
    await run.time.pass(29_989);
    expect(run.err).toEqual(['js x1 at 100 %, for a pool', 'Pool: it hung up']);
    await run.time.pass(1);
    expect(run.err[2]).toMatch(/^mining, 1 h 5 min; 12.5 MH\/s; /);
    run.interrupt.abort();
    await run.ended;
  });

  it('prints shares as wide as the terminal is, below their head', async () => {
    const run = begin({}, true, sampleSnapshot(), 80);
    await run.time.pass(10);
    run.emit({ type: 'share', row: { ...SHARE, isBlock: true } });
    const [head, share] = run.out as [string, string];
    expect(share).toMatch(/accepted, block$/);
    expect(share.length).toBeLessThanOrEqual(80);
    expect(head.indexOf('verdict')).toBe(share.indexOf('accepted'));
    run.interrupt.abort();
    await run.ended;
  });

  it('draws each second on a terminal, and takes the block away at the end', async () => {
    const run = begin({}, true);
    await run.time.pass(3000);
    expect(run.blocks).toHaveLength(3);
    expect(run.blocks[0]![0]!.text).toContain('mining');
    run.interrupt.abort();
    await run.ended;
    expect(run.blocks.at(-1)).toEqual([]);
    expect(run.err).toHaveLength(1);
  });

  it('--json prints one object per line and nothing else', async () => {
    const run = begin({ isJson: true }, true);
    await run.time.pass(10);
    run.newWork(POOL);
    run.emit({ type: 'state', state: 'mining' });
    run.emit({ type: 'share', row: SHARE });
    run.emit({ type: 'notice', tone: 'note', text: 'hello' });
    await run.time.pass(10_000);
    run.interrupt.abort();
    await run.ended;
    const rows = rowsOf(run.out);
    expect(rows.map(({ type }) => type)).toEqual([
      'start',
      'work',
      'state',
      'share',
      'notice',
      'stats',
      'end',
    ]);
    expect(rows[0]).toEqual({
      type: 'start',
      time: 1_790_000_000,
      source: 'pool',
      engines: 'js x1',
      statsPort: null,
    });
    expect(rows[3]).toEqual({ ...SHARE, type: 'share' });
    expect(rows[6].creditedWork.ratio).toBeCloseTo(0.978, 3);
    expect(run.err).toEqual([]);
    expect(run.blocks.flat()).toEqual([]);
  });

  it('tells where its statistics are, and ends the server', async () => {
    const run = begin({ isJson: true, statsPort: 0 });
    await expect.poll(() => run.out.length).toBeGreaterThan(0);
    const url = `http://127.0.0.1:${rowsOf(run.out)[0].statsPort}`;
    expect(await (await fetch(`${url}/metrics`)).text()).toContain('proofworks_hashes_total 45000000000\n');
    expect(await (await fetch(`${url}/stats`)).json()).toMatchObject({ state: 'mining' });
    run.interrupt.abort();
    await run.ended;
    await expect(fetch(`${url}/stats`)).rejects.toThrow();
  });

  it('does not begin where the statistics cannot be told', async () => {
    const first = begin({ isJson: true, statsPort: 0 });
    await expect.poll(() => first.out.length).toBeGreaterThan(0);
    const port: number = rowsOf(first.out)[0].statsPort;
    const second = begin({ statsPort: port }, false, sampleSnapshot({ uptimeSec: 0 }));
    await expect(second.ended).rejects.toThrow(`cannot listen on port ${port}`);
    expect(second.calls).toEqual(['stop']);
    expect(second.out).toEqual([]);
    first.interrupt.abort();
    await first.ended;
  });
});
