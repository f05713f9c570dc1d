// Which options of mine go together, and what accounts come of them: one sentence for each mistake, never a password in it.

import { describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { readArguments } from '../../../../src/cli/arguments.ts';
import { MINE_OPTIONS } from '../../../../src/cli/mining/wishes.ts';
import { readAccounts } from '../../../../src/cli/remote/accounts.ts';
import { workPlace } from '../../../../src/cli/remote/options.ts';
import { addressNotice, type Place, readRemoteWishes } from '../../../../src/cli/remote/wishes.ts';
import { POOL_AGENT } from '../../../../src/source/index.ts';

const valuesOf = (line: string) => readArguments(line.split(' ').filter(Boolean), MINE_OPTIONS).values;
const place = (line: string) => workPlace(valuesOf(line));

const NODE = '--node http://127.0.0.1:18443';
const POOL = '--pool stratum+tcp://127.0.0.1:3333';
const REGTEST = 'bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080';

describe('workPlace', () => {
  it.each([
    ['', 'private chain'],
    ['--rule asert --blocks 3', 'private chain'],
    [NODE, 'node'],
    [`${NODE} --address a --proposal --stats-port 0`, 'node'],
    [POOL, 'pool'],
    [`${POOL} --user a --pass b --stats-port 0 --engines js --for 1s --throttle 5%`, 'pool'],
  ])('%j is %s', (line, expected) => {
    expect(place(line)).toBe(expected);
  });

  it.each([
    [`${NODE} ${POOL}`, '--node and --pool do not go together: work comes from one place'],
    ['--address a', '--address goes with --node, which is missing'],
    ['--proposal', '--proposal goes with --node, which is missing'],
    ['--user a', '--user goes with --pool, which is missing'],
    ['--pass secret', '--pass goes with --pool, which is missing'],
    [`${POOL} --address a`, '--address goes with --node, which is missing'],
    [`${NODE} --user a`, '--user goes with --pool, which is missing'],
    ['--stats-port 0', '--stats-port goes with --node or --pool, and both are missing'],
    [`${POOL} --rule asert`, '--rule is for a private chain and does not go with --pool'],
    [`${NODE} --spacing 5s`, '--spacing is for a private chain and does not go with --node'],
    [`${NODE} --window 5`, '--window is for a private chain and does not go with --node'],
    [`${POOL} --difficulty 5`, '--difficulty is for a private chain and does not go with --pool'],
    [`${POOL} --blocks 5`, '--blocks is for a private chain and does not go with --pool'],
    [`${POOL} --data x`, '--data is for a private chain and does not go with --pool'],
  ])('%j is refused', (line, sentence) => {
    expect(() => place(line)).toThrow(new RegExp(`^${sentence}$`));
  });
});

const A = 'stratum+tcp://a.example:1';
const B = 'stratum+tcp://b.example:2';
const C = 'stratum+ssl://c.example:3';
const short = (...words: Parameters<typeof readAccounts>) =>
  readAccounts(...words).map(({ address, user, password }) => `${address.host} ${user} ${password}`);

describe('readAccounts', () => {
  it('puts pools, users and passwords together; the last one counts for the rest', () => {
    expect(short([A, B, C], ['u', 'v'], ['p'], {})).toEqual([
      'a.example u p',
      'b.example v p',
      'c.example v p',
    ]);
    expect(short([A], ['u'], [], {})).toEqual(['a.example u x']);
  });

  it('an address comes before an option, an option before the environment', () => {
    const environment = { PROOFWORKS_POOL_USER: 'env', PROOFWORKS_POOL_PASSWORD: 'env-pass' };
    const named = 'stratum+tcp://n:q%40@a.example:1';
    expect(short([named, B], ['u'], ['p'], environment)).toEqual(['a.example n q@', 'b.example u p']);
    expect(short([A, B], ['u'], [], environment)).toEqual(['a.example u env-pass', 'b.example u env-pass']);
    expect(short([A], [], [], environment)).toEqual(['a.example env env-pass']);
    expect(short([A], ['u'], [], { PROOFWORKS_POOL_PASSWORD: '' })).toEqual(['a.example u x']);
  });

  it.each([
    [[A], ['u', 'v'], [], '--user is given 2 times, but --pool only 1'],
    [[A], ['u'], ['secret', 'hidden'], '--pass is given 2 times, but --pool only 1'],
    [[A], [], ['secret'], /^--user is missing: who stratum\+tcp:\/\/a\.example:1 is to credit, /],
    [['http://u:secret@a.example:1'], [], [], /^--pool: a pool's address begins with stratum/],
    [['stratum+tcp://u:secret@a.example'], [], [], /^--pool: .*needs a port/],
    [['stratum+tcp://u:secret@'], [], [], /^--pool: /],
    [
      ['ws://u:secret@127.0.0.1:8080'],
      ['u'],
      [],
      /^--pool expected stratum\+tcp:\/\/ or stratum\+ssl:\/\/, got ws:\/\//,
    ],
  ] as const)('%j for %j with %j is refused', (pools, users, passwords, sentence) => {
    const read = () => readAccounts(pools, users, passwords, {});
    expect(read).toThrow(sentence);
    expect(read).not.toThrow(/secret|hidden/);
  });
});

const wishes = (where: 'node' | 'pool', line: string, environment = {}) =>
  readRemoteWishes(where, valuesOf(line), environment);

describe('readRemoteWishes', () => {
  it('reads a pool', () => {
    expect(
      wishes('pool', `${POOL} --user u --engines js --throttle 25% --for 2m --stats-port 0 --json`),
    ).toMatchObject({
      place: { kind: 'pool', pools: [{ user: 'u', password: 'x' }] },
      engines: { id: 'js' },
      intensity: 0.25,
      durationMs: 120_000,
      isJson: true,
      statsPort: 0,
    });
  });

  it('reads a node', () => {
    expect(wishes('node', `${NODE} --address ${REGTEST}`)).toMatchObject({
      place: {
        kind: 'node',
        account: { url: 'http://127.0.0.1:18443', credentials: { kind: 'none' } },
        payout: { address: REGTEST, network: 'regtest' },
        proposes: false,
      },
      engines: null,
      intensity: 1,
      durationMs: Number.POSITIVE_INFINITY,
      statsPort: null,
    });
  });

  it('takes a node’s password from the environment', () => {
    const environment = { PROOFWORKS_NODE_USER: 'u', PROOFWORKS_NODE_PASSWORD: 'secret' };
    const { place: where } = wishes('node', `${NODE} --address ${REGTEST} --proposal`, environment);
    expect(where).toMatchObject({
      account: { credentials: { user: 'u', password: 'secret' } },
      proposes: true,
    });
  });

  it.each([
    ['node', NODE, '--address is missing: where the coins of the blocks go'],
    ['node', `${NODE} --address nonsense`, /^address "nonsense" /],
    ['node', `--node http://u:secret@[ --address ${REGTEST}`, /^the node’s address expected/],
    [
      'pool',
      `${POOL} --user u --throttle 100%,1%@80`,
      /^--throttle expected one percentage with --pool, got/,
    ],
    ['pool', `${POOL} --user u --throttle 5%@80`, /^--throttle expected one percentage/],
    ['pool', `${POOL} --user u --throttle 0.05%`, /^--throttle expected a percentage from 0.1% to 100%/],
    ['pool', `${POOL} --user u --engines js,gpu@3`, /^--engines expected names/],
    ['pool', `${POOL} --user u --stats-port 65536`, /^--stats-port expected a whole number from 0 to 65535/],
    ['pool', `${POOL} --user u --for soon`, /^--for expected/],
  ] as const)('%s: %j is refused', (where, line, sentence) => {
    expect(() => wishes(where, line)).toThrow(sentence);
    expect(() => wishes(where, line)).not.toThrow(/secret/);
    expect(() => wishes(where, line)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });
});

describe('addressNotice', () => {
  const notice = (port: number, address: string) =>
    addressNotice(
      wishes('node', `--node http://127.0.0.1:${port} --address ${address}`).place as Extract<
        Place,
        { kind: 'node' }
      >,
    );
  const MAIN = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';
  const TEST = 'tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx';
  const OLD_TEST = 'mipcBbFg9gMiCh81Kj8tqqdgoZub1ZJRfn';

  it.each([
    [8332, MAIN],
    [18332, TEST],
    [48332, TEST],
    [38332, TEST],
    [18443, REGTEST],
    [18443, OLD_TEST],
    [18332, OLD_TEST],
  ])('has nothing to say of port %d and %s', (port, address) => {
    expect(notice(port, address)).toBeNull();
  });

  it.each([
    [8332, TEST, 'a test network'],
    [18443, TEST, 'a test network'],
    [18443, MAIN, 'the main network'],
    [9999, MAIN, 'the main network'],
    [8332, REGTEST, 'regtest'],
    [8332, OLD_TEST, 'a test network or regtest'],
  ])('of port %d and %s it says: %s', (port, address, whose) => {
    expect(notice(port, address)).toBe(
      `${address} is an address of ${whose}: make sure that the node at http://127.0.0.1:${port} is there too`,
    );
  });
});

it('the program tells pools its version', () => {
  expect(POOL_AGENT).toBe(`${packageJson.name}/${packageJson.version}`);
});
