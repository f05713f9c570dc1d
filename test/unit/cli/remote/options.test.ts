// Which options of mine go together, and what accounts come of them: one sentence for each mistake, never a password in it.

import { describe, expect, it } from 'vitest';
import packageJson from '../../../../package.json' with { type: 'json' };
import { readArguments } from '../../../../src/cli/arguments.ts';
import { MINE_OPTIONS } from '../../../../src/cli/mining/wishes.ts';
import { type Environment, readAccounts } from '../../../../src/cli/remote/accounts.ts';
import { namedPools } from '../../../../src/cli/remote/named-pools.ts';
import { workPlace } from '../../../../src/cli/remote/options.ts';
import { addressNotice, type Place, readRemoteWishes } from '../../../../src/cli/remote/wishes.ts';
import { POOL_AGENT } from '../../../../src/source/index.ts';

const parsed = (line: string) => readArguments(line.split(' ').filter(Boolean), MINE_OPTIONS);
const place = (line: string) => workPlace(parsed(line).values);

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
const short = (line: string, environment: Environment = {}) => {
  const { values, tokens } = parsed(line);
  return readAccounts(namedPools(tokens), values.user ?? [], environment).map(
    ({ address, user, password }) => `${address.host} ${user} ${password}`,
  );
};

describe('readAccounts', () => {
  it('puts pools and users together; the last user counts for the rest', () => {
    expect(short(`--pool ${A} --user u --pool ${B} --user v --pool ${C}`)).toEqual([
      'a.example u x',
      'b.example v x',
      'c.example v x',
    ]);
    expect(short(`--user u --pool ${A} --pool ${B}`)).toEqual(['a.example u x', 'b.example u x']);
  });

  it('an address comes before an option, an option before the environment', () => {
    const environment = { PROOFWORKS_POOL_USER: 'env', PROOFWORKS_POOL_PASSWORD: 'env-pass' };
    const named = 'stratum+tcp://n:q%40@a.example:1';
    expect(short(`--pool ${named} --pass p --user u`, environment)).toEqual(['a.example n q@']);
    expect(short(`--pool ${A} --pass p --user u`, environment)).toEqual(['a.example u p']);
    expect(short(`--pool ${A}`, environment)).toEqual(['a.example env env-pass']);
    expect(short(`--pool ${A} --user u`, { PROOFWORKS_POOL_PASSWORD: '' })).toEqual(['a.example u x']);
  });

  it('a password is told to the pool that it stands with, and to no other', () => {
    expect(short(`--pool ${A} --user u --pass p --pool ${B}`)).toEqual(['a.example u p', 'b.example u x']);
    expect(short(`--pool ${A} --user u --pool ${B} --pass p`)).toEqual(['a.example u x', 'b.example u p']);
    expect(short(`--pass p --user u --pool ${A} --pool ${B} --pass q`)).toEqual([
      'a.example u p',
      'b.example u q',
    ]);
    expect(short(`--pool stratum+tcp://n:q@a.example:1 --pool ${B} --user u --pool ${C}`)).toEqual([
      'a.example n q',
      'b.example u x',
      'c.example u x',
    ]);
  });

  it('the environment’s password is the first pool’s', () => {
    const environment = { PROOFWORKS_POOL_PASSWORD: 'env-pass' };
    expect(short(`--pool ${A} --user u --pool ${B}`, environment)).toEqual([
      'a.example u env-pass',
      'b.example u x',
    ]);
    expect(short(`--pool ${A} --user u --pass p --pool ${B}`, environment)).toEqual([
      'a.example u p',
      'b.example u x',
    ]);
  });

  it.each([
    [`--pool ${A} --user u --user v`, '--user is given 2 times, but --pool only 1'],
    [`--pool ${A} --user u --pass secret --pass hidden`, /^--pass is given twice for one --pool/],
    [`--pass secret --pool ${A} --user u --pass hidden`, /^--pass is given twice for one --pool/],
    [`--pass secret --pass hidden --pool ${A} --user u --pool ${B}`, /^--pass is given twice for one --pool/],
    [`--pool ${A} --pass secret`, /^--user is missing: who stratum\+tcp:\/\/a\.example:1 is to credit, /],
    ['--pool http://u:secret@a.example:1', /^--pool: a pool's address begins with stratum/],
    ['--pool stratum+tcp://u:secret@a.example', /^--pool: .*needs a port/],
    ['--pool stratum+tcp://u:secret@', /^--pool: /],
    [
      '--pool ws://u:secret@127.0.0.1:8080 --user u',
      /^--pool expected stratum\+tcp:\/\/ or stratum\+ssl:\/\/, got ws:\/\//,
    ],
  ] as const)('%j is refused', (line, sentence) => {
    expect(() => short(line)).toThrow(sentence);
    expect(() => short(line)).not.toThrow(/secret|hidden/);
    expect(() => short(line)).toThrow(expect.objectContaining({ name: 'UsageError' }));
  });

  it.each(['ws://127.0.0.1:8080', 'stratum+tcp://a.example', 'http://a.example:1'])(
    '%s: a command without --pool does not speak of it',
    (url) => {
      const read = () => readAccounts([{ url }], ['u'], {}, 'URL');
      expect(read).toThrow(/^URL[: ]/);
      expect(read).not.toThrow('--pool');
    },
  );
});

const wishes = (where: 'node' | 'pool', line: string, environment = {}) => {
  const { values, tokens } = parsed(line);
  return readRemoteWishes(where, values, namedPools(tokens), environment);
};

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

  it('takes as many engines as there are, with as many workers as a session has room for', () => {
    const line = `${POOL} --user u --engines gpu+wasm-simd+x1024+js+js+x2`;
    expect(wishes('pool', line).engines?.id).toBe('gpu + wasm-simd x1024 + js + js x2');
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
    ['pool', `${POOL} --user u --engines js+js`, /^--engines names js twice: a number of workers .* js x2$/],
    ['pool', `${POOL} --user u --engines js+x3+js+x3`, /^--engines names js x3 twice: /],
    ['pool', `${POOL} --user u --engines gpu+js+gpu`, '--engines names gpu twice'],
    ['pool', `${POOL} --user u --engines js+x1025`, /^--engines takes up to 1024 workers .*, got js x1025$/],
    ['node', `${NODE} --address ${REGTEST} --engines wasm+wasm`, /^--engines names wasm twice/],
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
