// What was seen of a pool, for people and for programs.

import {
  type CoinbaseOutput,
  findWitnessCommitment,
  heightOfScript,
  parseCoinbase,
} from '../../chain/index.ts';
import {
  difficultyFromTarget,
  displayHash,
  formatBitcoin,
  formatCount,
  formatDifficulty,
  formatDuration,
  hexFromBytes,
} from '../../primitives/index.ts';
import {
  type AddressNetwork,
  addressOfScript,
  coinbaseOf,
  type PoolJob,
  type PoolReport,
} from '../../source/index.ts';
import { plainText } from '../terminal/text.ts';

/** A pool that pays hundreds of miners from its coinbase is not shown output by output. */
const MOST_OUTPUTS = 24;
const COLUMNS = 17;

/** A job's coinbase, read as far as it can be: it comes from a stranger. */
interface CoinbaseView {
  readonly height: number | null;
  /** Printable characters of its script. */
  readonly text: string;
  readonly outputs: readonly CoinbaseOutput[];
  readonly hasCommitment: boolean;
}

function readCoinbase(job: PoolJob): CoinbaseView | null {
  try {
    const { script, outputs } = parseCoinbase(coinbaseOf(job, new Uint8Array(job.extraNonce2Bytes)));
    return {
      height: heightOfScript(script),
      text: textIn(script),
      outputs,
      hasCommitment: findWitnessCommitment(outputs) !== null,
    };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Runs of at least four printable characters, joined by a space. */
function textIn(script: Uint8Array): string {
  const text = String.fromCharCode(...script.map((byte) => (byte < 0x7f ? byte : 0)));
  return [...text.matchAll(/[ -~]{4,}/gu)].map(([run]) => run).join(' ');
}

/**
 * The network whose prefixes addresses are shown with: that of the user's address, else by the difficulty of a block, which a
 * test network may have by chance.
 */
function networkOf(user: string, networkDifficulty: number): AddressNetwork {
  if (/^bcrt1/i.test(user)) return 'regtest';
  if (/^(tb1|[mn2][1-9A-HJ-NP-Za-km-z]{25,34}(\.|$))/i.test(user)) return 'test';
  if (/^(bc1|[13][1-9A-HJ-NP-Za-km-z]{25,34}(\.|$))/i.test(user)) return 'main';
  return networkDifficulty < 1 ? 'regtest' : networkDifficulty < 1e9 ? 'test' : 'main';
}

const networkDifficultyOf = ({ blockTarget }: PoolJob) => difficultyFromTarget(blockTarget);

/** All of it as one object. */
export function checkRow(report: PoolReport, user: string) {
  const { facts, job } = report;
  const { subscription } = facts;
  return {
    url: report.url,
    greetingMs: report.greetingMs,
    latencyMs: report.latencyMs,
    configure: facts.configure,
    versionMask: facts.versionMask === null ? null : hexWord(facts.versionMask),
    extraNonce1Bytes: subscription?.extraNonce1.length ?? null,
    extraNonce2Bytes: subscription?.extraNonce2Bytes ?? null,
    sessionId: subscription?.sessionId ?? null,
    resumes: report.resumes,
    refusal: report.refusal,
    suggestedDifficulty: facts.suggestedDifficulty,
    notices: report.notices,
    job: job === null ? null : jobRow(job, user),
  };
}

function jobRow(job: PoolJob, user: string) {
  const coinbase = readCoinbase(job);
  const networkDifficulty = networkDifficultyOf(job);
  const network = networkOf(user, networkDifficulty);
  return {
    jobId: job.jobId,
    isClean: job.isClean,
    difficulty: job.difficulty,
    networkDifficulty,
    version: hexWord(job.version),
    nBits: hexWord(job.nBits),
    time: job.time,
    prevHash: displayHash(job.prevHash),
    branchHashes: job.branch.length,
    coinbaseBytes: coinbaseOf(job, new Uint8Array(job.extraNonce2Bytes)).length,
    height: coinbase?.height ?? null,
    text: coinbase?.text ?? null,
    hasWitnessCommitment: coinbase?.hasCommitment ?? null,
    outputs:
      coinbase?.outputs.map(({ valueSats, script }) => ({
        valueSats: Number(valueSats),
        address: addressOfScript(script, network),
        script: hexFromBytes(script),
      })) ?? null,
  };
}

const hexWord = (word: number) => (word >>> 0).toString(16).padStart(8, '0');

/** All of it as lines. */
export function checkLines(report: PoolReport, user: string): readonly string[] {
  const { facts, job, notices } = report;
  const latency =
    report.latencyMs === null ? [] : [`an answer takes ${formatDuration(report.latencyMs / 1000)}`];
  return [
    row('pool', report.url),
    row('greeting', [`took ${formatDuration(report.greetingMs / 1000)}`, ...latency].join(', ')),
    row('version rolling', versionRolling(report)),
    ...(facts.subscription === null
      ? []
      : [
          row(
            'extra nonce',
            `${formatCount(facts.subscription.extraNonce1.length)} bytes of the pool's, ${formatCount(facts.subscription.extraNonce2Bytes)} of the miner's`,
          ),
          row('session', sessionText(report)),
        ]),
    ...(facts.suggestedDifficulty === null
      ? []
      : [row('suggestion', suggestionText(facts.suggestedDifficulty, job))]),
    ...(job === null ? [] : jobLines(job, user)),
    ...(report.refusal === null ? [] : [row('refused', report.refusal)]),
    ...notices.map((text) => row('note', text)),
  ];
}

function row(heading: string, text: string): string {
  return plainText(`${heading.padEnd(COLUMNS)}${text}`);
}

function versionRolling({ facts: { configure, versionMask } }: PoolReport): string {
  if (configure === 'agreed' && versionMask !== null) {
    const bits = [...versionMask.toString(2)].filter((bit) => bit === '1').length;
    return `mask ${hexWord(versionMask)}: ${bits} bits, ${formatCount(2 ** bits)} headers from one merkle root`;
  }
  if (configure === 'agreed') return 'no, but mining.configure is known';
  const why = {
    refused: 'refuses it',
    unanswered: 'never answers it',
    'not asked': 'hangs up at it',
  } as const;
  return `no: the pool ${why[configure]} (mining.configure)`;
}

function sessionText({ facts, resumes }: PoolReport): string {
  const id = facts.subscription?.sessionId ?? null;
  if (id === null) return 'without a name: a connection that is cut begins anew';
  if (resumes === null) return id;
  return `${id}, ${resumes === true ? 'taken up again after a cut' : 'not taken up again after a cut'}`;
}

function suggestionText(suggested: number, job: PoolJob | null): string {
  const asked = `difficulty ${formatDifficulty(suggested)} was asked for`;
  return job === null ? asked : `${asked}, ${formatDifficulty(job.difficulty)} given`;
}

function jobLines(job: PoolJob, user: string): readonly string[] {
  const coinbase = readCoinbase(job);
  const networkDifficulty = networkDifficultyOf(job);
  const network = networkOf(user, networkDifficulty);
  const branch = job.branch.length;
  return [
    row('job', `${job.jobId}, ${job.isClean ? 'clean: older work is worth nothing' : 'beside older work'}`),
    ...(coinbase?.height == null ? [] : [row('height', formatCount(coinbase.height))]),
    row(
      'difficulty',
      `${formatDifficulty(job.difficulty)} for a share, ${formatDifficulty(networkDifficulty)} for a block`,
    ),
    row('header', `version ${hexWord(job.version)}, nBits ${hexWord(job.nBits)}, time ${job.time}`),
    row('parent', displayHash(job.prevHash)),
    row(
      'merkle branch',
      branch === 0
        ? 'none: the coinbase is alone'
        : `${formatCount(branch)} ${branch === 1 ? 'hash' : 'hashes'}: ${formatCount(2 ** (branch - 1))} to ${formatCount(2 ** branch - 1)} other transactions`,
    ),
    ...(coinbase === null
      ? [row('coinbase', 'does not read as one')]
      : [
          row(
            'coinbase',
            [
              ...(coinbase.text === '' ? [] : [`“${coinbase.text}”`]),
              coinbase.hasCommitment ? 'with a witness commitment' : 'without a witness commitment',
            ].join(', '),
          ),
          ...outputLines(coinbase.outputs, network),
        ]),
  ];
}

function outputLines(outputs: readonly CoinbaseOutput[], network: AddressNetwork): readonly string[] {
  // Those of no value pay nobody: the commitment, and data.
  const paying = outputs.filter(({ valueSats }) => valueSats > 0n);
  const shown = paying.slice(0, MOST_OUTPUTS).map(({ valueSats, script }) => {
    const address = addressOfScript(script, network);
    return row(
      '',
      `${formatBitcoin(valueSats)} to ${address ?? `the script ${hexFromBytes(script.subarray(0, 40))}`}`,
    );
  });
  const left = paying.length - shown.length;
  return left === 0 ? shown : [...shown, row('', `and ${formatCount(left)} further outputs`)];
}
