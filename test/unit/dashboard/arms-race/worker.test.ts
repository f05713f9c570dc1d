// Both sides of the arms race's worker in one thread, and the player over them.

import { readFileSync } from 'node:fs';
import type { ReactiveControllerHost } from 'lit';
import { describe, expect, it } from 'vitest';
import { daysAtOnce, RaceLine } from '../../../../src/dashboard/arms-race/run/race-line.ts';
import { RacePlayer } from '../../../../src/dashboard/arms-race/run/race-player.ts';
import { RaceClient } from '../../../../src/dashboard/arms-race/worker/client.ts';
import { createHost } from '../../../../src/dashboard/arms-race/worker/host.ts';
import type {
  FromWorker,
  ToWorker,
  WorkerPort,
} from '../../../../src/dashboard/arms-race/worker/protocol.ts';
import {
  parseMachines,
  parsePrices,
  type RaceDays,
  RaceRecord,
  RaceRun,
  type RaceScenario,
  readScenario,
} from '../../../../src/simulation/index.ts';

const read = (name: string) => readFileSync(new URL(`../../../../data/${name}.csv`, import.meta.url), 'utf8');
const TABLES = { machines: read('mining_hardware'), prices: read('btc_price_monthly') };

const scenario = (until = '2010-06-30'): RaceScenario =>
  readScenario({ name: 'short', title: 'Short', until, miners: { count: 20 } });

/** A worker in this thread; messages take a turn each way, and are handed over as between threads. */
class Workers {
  readonly heard: ToWorker[] = [];
  started = 0;
  ended = 0;
  /** Lets the worker that runs fail as by an uncaught error. */
  fail = (_error: Error) => {};

  readonly start = (): WorkerPort => {
    this.started++;
    let isAlive = true;
    let listener = (_message: FromWorker) => {};
    const receive = createHost((message, transfer) => {
      const copy = structuredClone(message, { transfer });
      setImmediate(() => isAlive && listener(copy));
    });
    return {
      post: (message) => {
        this.heard.push(message);
        const copy = structuredClone(message);
        setImmediate(() => isAlive && receive(copy));
      },
      onMessage: (listen) => {
        listener = listen;
      },
      onFailure: (listen) => {
        this.fail = listen;
      },
      terminate: () => {
        isAlive = false;
        this.ended++;
      },
    };
  };
}

function expected(wanted: RaceScenario, seed: number): RaceDays {
  const run = new RaceRun({
    scenario: wanted,
    seed,
    machines: parseMachines(TABLES.machines),
    prices: parsePrices(TABLES.prices),
  });
  const record = new RaceRecord(run.facts);
  while (record.length < run.facts.days) record.append(run.advance(97));
  return record.days;
}

describe('a race in a worker', () => {
  it('has the same days as one without, whatever the pieces', async () => {
    const { start } = new Workers();
    const line = await RaceLine.open(new RaceClient(start, TABLES), scenario(), 3);
    await line.grow(200);
    expect(line.length).toBe(200);
    await line.grow(Infinity);
    expect(line.isWhole).toBe(true);
    expect(line.shown(Infinity).days).toEqual(expected(scenario(), 3));
    expect(line.shown(50).days.figures.hashrateHps).toHaveLength(50);
  });

  it('stands still while nobody asks', async () => {
    const workers = new Workers();
    const line = await RaceLine.open(new RaceClient(workers.start, TABLES), scenario(), 3);
    const growing = line.grow(Infinity);
    line.rest();
    await growing;
    expect(line.isWhole).toBe(false);
    const asked = workers.heard.length;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(workers.heard).toHaveLength(asked);
  });

  it('that cannot run says why, and the worker goes on', async () => {
    const { start } = new Workers();
    const client = new RaceClient(start, TABLES);
    const none = { ...scenario(), hardware: { ...scenario().hardware, kinds: [] } } as RaceScenario;
    const bad = { ...none, difficulty: { ...none.difficulty, rule: 'nowhere' } };
    await expect(client.open(bad, 1)).rejects.toThrow(/nowhere/u);
    expect((await client.open(scenario(), 1)).facts.days).toBe(544);
  });

  it('fails with its worker; the next race starts another', async () => {
    const workers = new Workers();
    const client = new RaceClient(workers.start, TABLES);
    const line = await RaceLine.open(client, scenario(), 3);
    const growing = line.grow(Infinity);
    workers.fail(new Error('out of memory'));
    await expect(growing).rejects.toThrow('out of memory');
    expect([workers.started, workers.ended]).toEqual([1, 1]);
    expect((await client.open(scenario(), 3)).facts.seed).toBe(3);
    expect(workers.started).toBe(2);
  });

  it('that rested while its worker died says so when it is asked for more', async () => {
    const workers = new Workers();
    const client = new RaceClient(workers.start, TABLES);
    const line = await RaceLine.open(client, scenario(), 3);
    await line.grow(100);
    workers.fail(new Error('out of memory'));
    await expect(line.grow(200)).rejects.toThrow('out of memory');
    expect(workers.started).toBe(1);
    await client.open(scenario(), 3);
    // Nor is it mistaken for a race of the worker that has come since.
    await expect(line.grow(200)).rejects.toThrow('out of memory');
    line.close();
    expect(workers.heard.filter(({ type }) => type === 'close')).toHaveLength(0);
  });

  it('that is closed rejects what is still asked for', async () => {
    const { start } = new Workers();
    const race = await new RaceClient(start, TABLES).open(scenario(), 3);
    const days = race.advance(10);
    race.close();
    await expect(days).rejects.toThrow('closed');
  });

  it('is asked for fewer days at once the more miners there are', () => {
    expect(daysAtOnce(300)).toBe(160);
    expect(daysAtOnce(2000)).toBe(160);
    expect(daysAtOnce(20_000)).toBe(16);
    expect(daysAtOnce(100_000)).toBe(3);
  });
});

describe('the player', () => {
  const host = {
    addController: () => {},
    removeController: () => {},
    requestUpdate: () => {},
    updateComplete: Promise.resolve(true),
  } satisfies ReactiveControllerHost;
  const create = (workers = new Workers(), now = () => performance.now()) => ({
    workers,
    client: new RaceClient(workers.start, TABLES),
    player: new RacePlayer(host, now),
  });
  const races = (...untils: string[]) => untils.map((until) => ({ scenario: scenario(until), seed: 3 }));
  const becomes = (player: RacePlayer, state: string) =>
    expect.poll(() => player.state, { timeout: 20_000 }).toBe(state);

  it('runs a race that is opened to its end, and looks at the last day', async () => {
    const { player, client } = create();
    await player.open(client, races('2010-06-30'), null);
    await becomes(player, 'ended');
    expect(player.scene).toMatchObject({ day: 543, races: [{ days: { length: 544 } }] });
  });

  it('plays at the speed that is set, pauses, and goes on from there', async () => {
    // Time passes when the test says so, however late the player's timers are.
    let nowMs = 0;
    const { player, client } = create(new Workers(), () => nowMs);
    await player.open(client, races('2010-06-30'), 100);
    await becomes(player, 'ended');
    expect(player.day).toBe(100);
    player.setSpeed('1');
    player.play();
    expect(player.shownDays).toBe(1);
    nowMs += 400;
    // The first day, and 0.4 years.
    await expect.poll(() => player.shownDays).toBe(147);
    player.pause();
    expect(player.state).toBe('paused');
    expect(player.scene?.day).toBe(146);
    nowMs += 400;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(player.shownDays).toBe(147);
    player.look(500);
    await expect.poll(() => player.scene?.day).toBe(500);
    player.setSpeed('full');
    player.play();
    await becomes(player, 'ended');
    expect(player.scene?.races[0].days.length).toBe(544);
  });

  it('has two races beside each other, the shorter one as far as it goes', async () => {
    const { player, client } = create();
    await player.open(client, races('2010-03-31', '2010-06-30'), null);
    await becomes(player, 'ended');
    expect(player.scene?.races.map(({ days }) => days.length)).toEqual([453, 544]);
    expect(player.firstDays).toBe(453);
    player.look(10_000);
    expect(player.scene?.day).toBe(452);
  });

  it('says that the worker has died, and opens another', async () => {
    const { player, client, workers } = create();
    const opening = player.open(client, races('2010-06-30'), null);
    await expect.poll(() => workers.heard.length).toBeGreaterThan(1);
    workers.fail(new Error('out of memory'));
    await opening;
    await becomes(player, 'failed');
    expect(player.problem).toBe('out of memory');
    await player.open(client, races('2010-06-30'), null);
    await becomes(player, 'ended');
    expect(player.problem).toBe('');
  });

  it('lets an opening that is overtaken end quietly', async () => {
    const { player, client } = create();
    const first = player.open(client, races('2010-06-30'), null);
    await player.open(client, races('2010-03-31'), null);
    await first;
    await becomes(player, 'ended');
    expect(player.days).toBe(453);
  });

  it('closes the race that could be opened beside one that could not, and keeps what it showed', async () => {
    const { player, client, workers } = create();
    await player.open(client, races('2010-03-31'), null);
    await becomes(player, 'ended');
    const none = { ...scenario(), difficulty: { ...scenario().difficulty, rule: 'nowhere' } };
    await player.open(client, [...races('2010-06-30'), { scenario: none, seed: 3 }], null);
    expect(player.state).toBe('failed');
    expect(player.problem).toContain('nowhere');
    expect(player.scene?.races[0].days.length).toBe(453);
    expect(workers.heard.filter(({ type }) => type === 'close')).toMatchObject([{ raceId: 1 }]);
  });
});
