// A page's session from the page's side: commands, questions, tabs that watch, and a worker that dies.

import { describe, expect, it } from 'vitest';
import { ChainStoreError, MemoryStore } from '../../../../src/chain/index.ts';
import type { MiningSnapshot } from '../../../../src/miner/index.ts';
import { begunChain, fast } from '../../miner/session/support.ts';
import { FakeBrowser } from './support.ts';

/** A store that all sessions of a browser share, since none closes it. */
const shared = () => {
  const store = new MemoryStore({ description: begunChain(), blocks: [] });
  return { store };
};

describe('a page’s session', { timeout: 20_000 }, () => {
  it('is opened, started and stopped; who subscribed hears of it', async () => {
    const browser = new FakeBrowser(shared());
    const { client } = browser.open('tab');
    expect(client.snapshot.state).toBe('opening');
    const heard: MiningSnapshot[] = [];
    const end = client.subscribe((snapshot) => void heard.push(snapshot));
    await browser.pass(100);
    expect(client).toMatchObject({ role: 'own', canTakeOver: false });
    expect(client.snapshot.state).toBe('ready');
    client.start();
    await browser.pass(30_000);
    expect(client.snapshot.state).toBe('mining');
    expect(client.snapshot.chain!.height).toBeGreaterThan(2);
    expect(heard.at(-1)).toBe(client.snapshot);
    client.pause('hidden');
    await browser.pass(100);
    expect(client.snapshot).toMatchObject({ state: 'paused', pausedBy: 'hidden' });
    client.resume();
    end();
    const { length } = heard;
    client.stop();
    await browser.pass(100);
    expect(client.snapshot.state).toBe('ready');
    expect(heard).toHaveLength(length);
  });

  it('can be started before it has opened', async () => {
    const browser = new FakeBrowser(shared());
    const { client } = browser.open('tab');
    client.start();
    await browser.pass(3000);
    expect(client.snapshot.state).toBe('mining');
  });

  it('answers questions, and says in a sentence what it refuses', async () => {
    const browser = new FakeBrowser(shared());
    const { client } = browser.open('tab');
    client.start();
    await browser.pass(40_000);
    const { height } = client.snapshot.chain!;
    const detail = await browser.time.run(client.readBlock(2));
    expect(detail!.row).toEqual(client.snapshot.chain!.blocks[1]);
    expect(await browser.time.run(client.readBlock(height + 99))).toBeNull();
    const tampered = await browser.time.run(client.tamper(height - 1, 'otherwise'));
    expect(tampered.blocks[0]!.verdict).toBe('high-hash');
    await expect(browser.time.run(client.tamper(height - 1, 'x'.repeat(99)))).rejects.toThrow(/73 bytes/u);
    await expect(
      browser.time.run(client.newChain({ rule: 'none', spacingSec: 10, windowBlocks: null })),
    ).rejects.toThrow(/expected one of/u);
    // A question may come before there is an answer.
    const other = new FakeBrowser(shared());
    expect((await other.time.run(other.open('tab').client.exportChain())).length).toBeGreaterThan(300);
    const file = await browser.time.run(client.exportChain());
    await browser.time.run(client.importChain(file));
    await expect(browser.time.run(client.importChain(file.slice(1)))).rejects.toThrow(/^The chain file/u);
    await browser.time.run(client.remine(client.snapshot.chain!.height - 1, 'otherwise'));
    await browser.pass(300);
    expect(client.snapshot.remine).not.toBeNull();
    client.cancelRemine();
    await browser.pass(300);
    expect(client.snapshot.remine).toBeNull();
    await browser.time.run(client.newChain({ rule: 'fixed', spacingSec: 7, windowBlocks: null }));
    await browser.pass(500);
    expect(client.snapshot.settings).toMatchObject({ rule: 'fixed', spacingSec: 7 });
  });

  it('says what cannot be set, and takes notices down', async () => {
    const browser = new FakeBrowser(shared());
    const { client } = browser.open('tab');
    await browser.pass(100);
    client.configure({ intensity: 7 });
    await browser.pass(100);
    const [notice] = client.snapshot.notices;
    expect(notice).toMatchObject({ tone: 'bad', heading: 'That cannot be set' });
    expect(client.snapshot.settings.intensity).toBe(1);
    client.dismissNotice(notice!.id);
    expect(client.snapshot.notices).toEqual([]);
    client.configure({ intensity: 0.5 });
    await browser.pass(100);
    expect(client.snapshot.settings.intensity).toBe(0.5);
    expect(browser.remembered!.settings!.intensity).toBe(0.5);
  });

  it('mines in memory where site data are blocked, and locks with them', async () => {
    const browser = new FakeBrowser({
      ...fast(),
      openStore: async () => {
        throw new ChainStoreError('the browser lets this page keep nothing; allow it to store data');
      },
    });
    browser.locks.areForbidden = true;
    const { client } = browser.open('tab');
    await browser.pass(100);
    expect(client).toMatchObject({ role: 'own', canTakeOver: false });
    expect(client.snapshot.state).toBe('ready');
    client.start();
    await browser.pass(10_000);
    expect(client.snapshot).toMatchObject({ state: 'mining', chain: { kept: 'memory' } });
    expect(client.snapshot.notices.map(({ heading }) => heading)).toEqual(['Nothing can be kept here']);
  });

  it('goes on after a reload', async () => {
    const browser = new FakeBrowser(shared());
    const before = browser.open('tab');
    before.client.start();
    await browser.pass(40_000);
    const { chain } = before.client.snapshot;
    before.close();
    const after = browser.open('tab again');
    await browser.pass(1000);
    expect(after.client.role).toBe('own');
    expect(after.client.snapshot.state).toBe('ready');
    expect(after.client.snapshot.chain!.height).toBeGreaterThanOrEqual(chain!.height);
    expect(after.client.snapshot.chain!.blocks[2]!.hash).toBe(chain!.blocks[2]!.hash);
    after.client.start();
    await browser.pass(40_000);
    expect(after.client.snapshot.chain!.height).toBeGreaterThan(chain!.height + 2);
  });
});

describe('a worker that dies', { timeout: 20_000 }, () => {
  it('is noticed without a word from it; what was asked is answered, and Start opens another', async () => {
    const browser = new FakeBrowser(shared());
    const { client, kill } = browser.open('tab');
    client.start();
    await browser.pass(40_000);
    const { height } = client.snapshot.chain!;
    const asked = client.exportChain();
    // Its way begins.
    await Promise.resolve();
    kill();
    await expect(browser.time.run(asked)).rejects.toThrow(/The session ended|has ended/u);
    await browser.pass(100);
    await expect(browser.time.run(client.readBlock(1))).rejects.toThrow(/press Start/u);
    expect(client.snapshot.state).toBe('failed');
    expect(client.snapshot.hashrateHps).toBe(0);
    expect(client.snapshot.notices).toEqual([
      expect.objectContaining({ tone: 'bad', heading: 'The mining session has ended' }),
    ]);
    client.start();
    await browser.pass(40_000);
    expect(browser.workers).toBe(2);
    expect(client.snapshot.state).toBe('mining');
    expect(client.snapshot.chain!.height).toBeGreaterThan(height + 2);
    client.dismissNotice(client.snapshot.notices.at(-1)!.id);
    expect(client.snapshot.notices).toEqual([]);
  });

  it('is replaced by what the page does to start: settings, another chain, Start', async () => {
    const browser = new FakeBrowser(fast());
    const { client, kill } = browser.open('tab');
    client.start();
    await browser.pass(20_000);
    client.stop();
    await browser.pass(100);
    kill();
    await browser.pass(100);
    expect(client.snapshot.state).toBe('failed');
    // All at once, as a button does it.
    client.configure({ intensity: 0.5 });
    const begun = client.newChain({ rule: 'wtema', spacingSec: 5, windowBlocks: null });
    client.start();
    await browser.time.run(begun);
    await browser.pass(20_000);
    expect(browser.workers).toBe(2);
    expect(client.snapshot).toMatchObject({
      state: 'mining',
      settings: { intensity: 0.5, rule: 'wtema', spacingSec: 5 },
    });
    expect(client.snapshot.notices.map(({ heading }) => heading)).toEqual(['The mining session has ended']);
  });
});

describe('a second tab', { timeout: 20_000 }, () => {
  it('watches the first: sees what it sees, commands nothing', async () => {
    const browser = new FakeBrowser(shared());
    const first = browser.open('first');
    first.client.start();
    await browser.pass(20_000);
    const second = browser.open('second');
    // Its patience with the lock is real time.
    await new Promise((resolve) => setTimeout(resolve, 800));
    await browser.pass(3000);
    expect(second.client).toMatchObject({ role: 'watching', canTakeOver: false });
    await browser.pass(20_000);
    expect(second.client.snapshot).toEqual(first.client.snapshot);
    expect(browser.workers).toBe(1);
    second.client.stop();
    second.client.pause('user');
    await expect(second.client.readBlock(1)).rejects.toThrow(/^Another tab mines/u);
    await expect(
      second.client.newChain({ rule: 'asert', spacingSec: 9, windowBlocks: null }),
    ).rejects.toThrow();
    second.client.start();
    await browser.pass(2000);
    expect(first.client.snapshot.state).toBe('mining');
    expect(second.client.snapshot.notices.at(-1)).toMatchObject({ heading: 'That cannot be started here' });
    second.client.takeOver();
    await browser.pass(1000);
    expect(second.client.role).toBe('watching');
  });

  it('may take over when the first is gone, and not because that one was reloaded', async () => {
    const browser = new FakeBrowser(shared());
    const first = browser.open('first');
    first.client.start();
    await browser.pass(30_000);
    const second = browser.open('second');
    await new Promise((resolve) => setTimeout(resolve, 800));
    await browser.pass(5000);
    first.close();
    const reloaded = browser.open('first again');
    await browser.pass(10_000);
    expect(reloaded.client.role).toBe('own');
    expect(second.client).toMatchObject({ role: 'watching', canTakeOver: false });
    expect(second.client.snapshot.state).toBe('ready');
    const { height } = second.client.snapshot.chain!;
    reloaded.close();
    await browser.pass(5000);
    expect(second.client.canTakeOver).toBe(true);
    second.client.takeOver();
    // An impatient second press changes nothing.
    second.client.takeOver();
    await new Promise((resolve) => setTimeout(resolve, 800));
    await browser.pass(1000);
    expect(second.client).toMatchObject({ role: 'own', canTakeOver: false });
    second.client.start();
    await browser.pass(30_000);
    expect(second.client.snapshot.state).toBe('mining');
    expect(second.client.snapshot.chain!.height).toBeGreaterThan(height + 1);
  });
});
