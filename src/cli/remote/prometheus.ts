// The same figures for a Prometheus server: its text exposition format, version 0.0.4.
//
// See https://prometheus.io/docs/instrumenting/exposition_formats/.

import type { RemoteSnapshot, RemoteState } from '../../miner/index.ts';
import { measuredEfficiency, measuredParts, type PowerReading } from '../power/power.ts';
import { presentRate } from './present-rate.ts';

/** What the text is served as. */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

type Labels = Readonly<Record<string, string>>;
type Sample = readonly [labels: Labels, value: number | null];

interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
  /** Samples whose value is null are not told. */
  readonly samples: readonly Sample[];
}

const STATES = [
  'ready',
  'starting',
  'mining',
  'paused',
  'waiting',
  'stopping',
  'failed',
] as const satisfies readonly RemoteState[];

/** All metrics as text. */
export function metricsText(snapshot: RemoteSnapshot, power: PowerReading): string {
  return [
    ...hashMetrics(snapshot),
    ...shareMetrics(snapshot),
    ...sourceMetrics(snapshot),
    ...powerMetrics(snapshot, power),
  ]
    .map(metricText)
    .join('');
}

const one = (value: number | null): readonly Sample[] => [[{}, value]];

function hashMetrics(snapshot: RemoteSnapshot): readonly Metric[] {
  const perEngine = (read: (engine: RemoteSnapshot['engines'][number]) => number | null) =>
    snapshot.engines.map((engine): Sample => [{ engine: engine.id }, read(engine)]);
  return [
    {
      name: 'proofworks_state',
      type: 'gauge',
      help: '1 for the state that the miner is in, 0 for the others.',
      samples: STATES.map((state): Sample => [{ state }, state === snapshot.state ? 1 : 0]),
    },
    {
      name: 'proofworks_uptime_seconds',
      type: 'gauge',
      help: 'Seconds since the miner started.',
      samples: one(snapshot.uptimeSec),
    },
    {
      name: 'proofworks_mining_seconds_total',
      type: 'counter',
      help: 'Seconds in which it mined.',
      samples: one(snapshot.minedSec),
    },
    {
      name: 'proofworks_hashes_total',
      type: 'counter',
      help: 'Hashes computed, counted.',
      samples: one(snapshot.hashCount),
    },
    {
      name: 'proofworks_hashrate_hashes_per_second',
      type: 'gauge',
      help: 'Hashes per second over the last ten seconds, counted.',
      samples: one(presentRate(snapshot)),
    },
    {
      name: 'proofworks_effective_hashrate_hashes_per_second',
      type: 'gauge',
      help: 'Hashes per second that all shares found since the start prove.',
      samples: one(snapshot.effectiveHps),
    },
    {
      name: 'proofworks_accepted_hashrate_hashes_per_second',
      type: 'gauge',
      help: 'Hashes per second that the shares credited since the start prove.',
      samples: one(snapshot.acceptedHps),
    },
    {
      name: 'proofworks_engine_up',
      type: 'gauge',
      help: '1 for an engine at work, 0 for one that is out or opening.',
      samples: perEngine(({ state }) => (state === 'working' ? 1 : 0)),
    },
    {
      name: 'proofworks_engine_hashes_total',
      type: 'counter',
      help: 'Hashes computed by an engine.',
      samples: perEngine(({ hashCount }) => hashCount),
    },
    {
      name: 'proofworks_engine_hashrate_hashes_per_second',
      type: 'gauge',
      help: 'Hashes per second of an engine over the last ten seconds, counted.',
      samples: perEngine(({ hashrateHps }) => hashrateHps),
    },
    {
      name: 'proofworks_engine_duty_ratio',
      type: 'gauge',
      help: 'Part of the last ten seconds in which an engine hashed.',
      samples: perEngine(({ measuredDuty }) => measuredDuty),
    },
    {
      name: 'proofworks_engine_hardware_errors_total',
      type: 'counter',
      help: 'Nonces of an engine that the reference hash refused.',
      samples: perEngine(({ hardwareErrors }) => hardwareErrors),
    },
  ];
}

function shareMetrics({ shares, bestShare }: RemoteSnapshot): readonly Metric[] {
  return [
    {
      name: 'proofworks_shares_found_total',
      type: 'counter',
      help: 'Shares found and verified.',
      samples: one(shares.found),
    },
    {
      name: 'proofworks_shares_total',
      type: 'counter',
      help: 'Shares by what became of them.',
      samples: (['accepted', 'stale', 'rejected', 'unanswered'] as const).map(
        (result): Sample => [{ result }, shares[result]],
      ),
    },
    {
      name: 'proofworks_shares_stale_credited_total',
      type: 'counter',
      help: 'Stale shares that were credited all the same.',
      samples: one(shares.staleCredited),
    },
    {
      name: 'proofworks_shares_rejected_total',
      type: 'counter',
      help: 'Rejected shares by the reason given, the most frequent ones.',
      samples: shares.rejectedBy.map(({ reason, count }): Sample => [{ reason }, count]),
    },
    {
      name: 'proofworks_shares_pending',
      type: 'gauge',
      help: 'Shares sent and not answered yet.',
      samples: one(shares.pending),
    },
    {
      name: 'proofworks_shares_expected_total',
      type: 'counter',
      help: 'Shares that the hashes computed should have given.',
      samples: one(shares.expected),
    },
    {
      name: 'proofworks_accepted_work_hashes_total',
      type: 'counter',
      help: 'Expected hashes of the shares credited.',
      samples: one(shares.acceptedProof),
    },
    {
      name: 'proofworks_hardware_errors_total',
      type: 'counter',
      help: 'Nonces that the reference hash refused.',
      samples: one(shares.hardwareErrors),
    },
    {
      name: 'proofworks_blocks_total',
      type: 'counter',
      help: 'Credited shares that met the network target.',
      samples: one(shares.blocks),
    },
    {
      name: 'proofworks_best_share_difficulty',
      type: 'gauge',
      help: 'Difficulty that the best share would meet.',
      samples: one(bestShare?.difficulty ?? null),
    },
  ];
}

function sourceMetrics({ source }: RemoteSnapshot): readonly Metric[] {
  const isPool = source.kind === 'pool';
  const labels = { kind: source.kind, url: source.url };
  return [
    {
      name: 'proofworks_source_up',
      type: 'gauge',
      help: '1 while the pool or node gives work.',
      samples: [[labels, source.state === 'working' ? 1 : 0]],
    },
    {
      name: 'proofworks_source_latency_seconds',
      type: 'gauge',
      help: 'Seconds that the last request took.',
      samples: one(source.latencyMs === null ? null : source.latencyMs / 1000),
    },
    {
      name: 'proofworks_source_cuts_total',
      type: 'counter',
      help: 'Times that the connection was cut.',
      samples: one(source.cuts),
    },
    { name: 'proofworks_jobs_total', type: 'counter', help: 'Jobs that came.', samples: one(source.jobs) },
    {
      name: 'proofworks_share_difficulty',
      type: 'gauge',
      help: 'Difficulty that the pool asks of a share.',
      samples: one(isPool ? source.difficulty : null),
    },
    {
      name: 'proofworks_network_difficulty',
      type: 'gauge',
      help: 'Difficulty of a block.',
      samples: one(isPool ? (source.job?.networkDifficulty ?? null) : source.networkDifficulty),
    },
    {
      name: 'proofworks_block_height',
      type: 'gauge',
      help: 'Height of the block being searched, where a node tells it.',
      samples: one(isPool ? null : source.height),
    },
  ];
}

function powerMetrics(snapshot: RemoteSnapshot, power: PowerReading): readonly Metric[] {
  return [
    {
      name: 'proofworks_power_watts',
      type: 'gauge',
      help: 'Measured power, by what it was measured at.',
      samples: measuredParts(power).map(({ what, watts }): Sample => [{ at: what }, watts]),
    },
    {
      name: 'proofworks_energy_joules_per_terahash',
      type: 'gauge',
      help: 'Measured power over the hash rate, where all that hashes is measured.',
      samples: one(measuredEfficiency(power, snapshot.engines, presentRate(snapshot))),
    },
  ];
}

function metricText({ name, type, help, samples }: Metric): string {
  const told = samples.filter((sample): sample is readonly [Labels, number] => sample[1] !== null);
  if (told.length === 0) return '';
  return [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${type}`,
    ...told.map(([labels, value]) => `${name}${labelsText(labels)} ${value}`),
    '',
  ].join('\n');
}

function labelsText(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** A pool's words may hold anything. */
function escaped(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');
}
