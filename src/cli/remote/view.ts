// What a terminal shows of mining for a node or a pool: a few lines that are drawn again every second, or one line now and
// then where nobody draws.

import type { EngineSnapshot, RemoteSnapshot } from '../../miner/index.ts';
import {
  formatBitcoin,
  formatCount,
  formatDifficulty,
  formatDuration,
  formatEfficiency,
  formatHashrate,
  formatPercent,
  formatPower,
} from '../../primitives/index.ts';
import type { NodeStatus, PoolStatus, SourceStatus } from '../../source/index.ts';
import { measuredEfficiency, measuredParts, type PowerReading } from '../power/power.ts';
import type { BlockLine, Tone } from '../terminal/screen.ts';
import { cutText, textWidth } from '../terminal/text.ts';
import { presentRate } from './present-rate.ts';

/** A line's heading and what stands behind it; a field is never broken, but begins another line where there is no room. */
interface Entry {
  readonly heading: string;
  readonly fields: readonly string[];
  readonly tone?: Tone;
  /** Between fields. */
  readonly gap?: string;
}

const HEADING_COLUMNS = 9;
const WIDE_GAP = '  ';

/**
 * The lines of the live view.
 *
 * @param width - columns of a line; none is wider.
 */
export function viewLines(
  snapshot: RemoteSnapshot,
  power: PowerReading,
  width: number,
): readonly BlockLine[] {
  return [
    ...entryLines(stateEntry(snapshot), width),
    ...problemEntries(snapshot.source).flatMap((entry) => entryLines(entry, width)),
    ...entryLines(rateEntry(snapshot), width),
    ...engineEntries(snapshot.engines).flatMap((entry) => entryLines(entry, width)),
    ...shareEntries(snapshot).flatMap((entry) => entryLines(entry, width)),
    ...entryLines(sourceEntry(snapshot.source, width - indentOf(width)), width),
    ...powerEntries(snapshot, power).flatMap((entry) => entryLines(entry, width)),
  ];
}

/** All in one sentence, for a log. */
export function statusLine(snapshot: RemoteSnapshot, power: PowerReading): string {
  const { shares, source } = snapshot;
  const watts = powerFields(snapshot, power);
  return [
    `${stateWords(snapshot)}, ${formatDuration(snapshot.uptimeSec)}`,
    formatHashrate(presentRate(snapshot)),
    `${formatCount(shares.accepted)} accepted, ${formatCount(shares.stale)} stale, ${formatCount(shares.rejected)} rejected`,
    `${formatCount(shares.hardwareErrors)} hardware errors`,
    ...(shares.blocks === 0 ? [] : [countOf(shares.blocks, 'block')]),
    ...(watts.length === 0 ? [] : [watts.join(', ')]),
    ...(source.problem === null ? [] : [problemText(source)]),
  ].join('; ');
}

const countOf = (count: number, what: string) => `${formatCount(count)} ${what}${count === 1 ? '' : 's'}`;

function stateWords({ state, step, pausedBy }: RemoteSnapshot): string {
  if (state === 'starting' && step !== '') return step;
  if (state === 'waiting') return 'waiting for work';
  return pausedBy === 'battery' ? 'paused on battery' : state;
}

function stateEntry(snapshot: RemoteSnapshot): Entry {
  const { source, settings, uptimeSec } = snapshot;
  return {
    heading: 'state',
    fields: [
      `${stateWords(snapshot)}, ${formatDuration(uptimeSec)}`,
      source.url,
      ...(settings.intensity < 1 ? [`throttled to ${formatPercent(settings.intensity)}`] : []),
    ],
  };
}

function problemText({ problem, retrySec }: SourceStatus): string {
  return retrySec === null
    ? (problem ?? '')
    : `${problem ?? 'cut off'}; next try in ${formatDuration(retrySec)}`;
}

function problemEntries(source: SourceStatus): readonly Entry[] {
  const isWell = source.problem === null && source.retrySec === null;
  // It goes on in the next line where a view is narrow: it is what matters then.
  return isWell
    ? []
    : [{ heading: 'problem', fields: problemText(source).split(' '), tone: 'bad', gap: ' ' }];
}

function rateEntry(snapshot: RemoteSnapshot): Entry {
  const { effectiveHps, acceptedHps } = snapshot;
  return {
    heading: 'rate',
    fields: [
      `${formatHashrate(presentRate(snapshot))} counted`,
      `${rateOr(effectiveHps)} effective`,
      `${rateOr(acceptedHps)} accepted`,
    ],
  };
}

const rateOr = (hps: number | null) => formatHashrate(hps ?? Number.NaN);

function engineEntries(engines: readonly EngineSnapshot[]): readonly Entry[] {
  const idColumns = Math.max(0, ...engines.map(({ id }) => id.length));
  return engines.map((engine) => engineEntry(engine, engine.id.padEnd(idColumns)));
}

function engineEntry(engine: EngineSnapshot, id: string): Entry {
  const { state, problem, retrySec } = engine;
  if (state === 'lost') {
    const retry = retrySec === null ? '' : `; next try in ${formatDuration(retrySec)}`;
    return { heading: '', fields: [id, `${problem ?? 'lost'}${retry}`], tone: 'bad' };
  }
  return {
    heading: '',
    fields:
      state === 'opening'
        ? [id, 'opening']
        : [
            id,
            `${formatHashrate(engine.hashrateHps)} counted`,
            `${rateOr(engine.effectiveHps)} effective`,
            ...(engine.measuredDuty === null || engine.measuredDuty > 0.995
              ? []
              : [`at work ${formatPercent(engine.measuredDuty, 2)}`]),
            ...(problem === null ? [] : [problem]),
          ],
    tone: problem === null ? 'dim' : 'bad',
  };
}

function shareEntries({ shares, bestShare }: RemoteSnapshot): readonly Entry[] {
  const { accepted, stale, staleCredited, rejected, unanswered, pending, hardwareErrors, blocks } = shares;
  const credited = staleCredited === 0 ? '' : ` (${formatCount(staleCredited)} credited)`;
  const refused: Entry[] =
    rejected === 0
      ? []
      : [
          {
            heading: 'refused',
            fields: shares.rejectedBy.map(({ reason, count }) => `${formatCount(count)} ${reason}`),
            tone: 'bad',
          },
        ];
  return [
    {
      heading: 'shares',
      fields: [
        `${formatCount(accepted)} accepted`,
        `${formatCount(stale)} stale${credited}`,
        `${formatCount(rejected)} rejected`,
        ...(unanswered === 0 ? [] : [`${formatCount(unanswered)} unanswered`]),
        ...(pending === 0 ? [] : [`${formatCount(pending)} on the way`]),
        ...(blocks === 0 ? [] : [countOf(blocks, 'block')]),
      ],
    },
    ...refused,
    {
      heading: 'errors',
      fields: [`${countOf(hardwareErrors, 'hardware error')}`],
      ...(hardwareErrors === 0 ? {} : { tone: 'bad' as const }),
    },
    {
      heading: 'best',
      fields: [bestShare === null ? '–' : `difficulty ${formatDifficulty(bestShare.difficulty)}`],
    },
  ];
}

/** @param room - columns for a field. */
function sourceEntry(source: SourceStatus, room: number): Entry {
  const fields = source.kind === 'pool' ? poolFields(source, room) : nodeFields(source, room);
  return {
    heading: source.kind,
    fields: [
      ...(source.state === 'working' ? [] : [source.state]),
      ...fields,
      ...(source.latencyMs === null ? [] : [`latency ${formatDuration(source.latencyMs / 1000)}`]),
      `${countOf(source.jobs, 'job')}`,
      ...(source.cuts === 0
        ? []
        : [`cut off ${source.cuts === 1 ? 'once' : `${formatCount(source.cuts)} times`}`]),
    ],
  };
}

function poolFields({ difficulty, user, job, message }: PoolStatus, room: number): readonly string[] {
  return [
    ...(difficulty === null ? [] : [`difficulty ${formatDifficulty(difficulty)}`]),
    ...(job === null ? [] : [`network ${formatDifficulty(job.networkDifficulty)}`]),
    shortName(user, room),
    ...(message === null ? [] : [`says: ${message}`]),
  ];
}

function nodeFields(
  { height, networkDifficulty, transactions, valueSats, blocks, address }: NodeStatus,
  room: number,
): readonly string[] {
  const to = 'to ';
  return [
    ...(height === null ? [] : [`height ${formatCount(height)}`]),
    ...(networkDifficulty === null ? [] : [`difficulty ${formatDifficulty(networkDifficulty)}`]),
    ...(height === null
      ? []
      : [
          `${countOf(transactions, 'transaction')}`,
          formatBitcoin(valueSats),
          to + shortName(address, room - to.length),
        ]),
    ...(blocks.length === 0 ? [] : [`newest block ${formatCount(blocks.at(-1)!.height)}`]),
  ];
}

function powerFields(snapshot: RemoteSnapshot, power: PowerReading): readonly string[] {
  const efficiency = measuredEfficiency(power, snapshot.engines, presentRate(snapshot));
  return [
    ...measuredParts(power).map(({ what, watts }) => `${formatPower(watts)} ${what}`),
    ...(efficiency === null ? [] : [formatEfficiency(efficiency)]),
  ];
}

function powerEntries(snapshot: RemoteSnapshot, power: PowerReading): readonly Entry[] {
  const fields = powerFields(snapshot, power);
  return fields.length === 0 ? [] : [{ heading: 'power', fields }];
}

const indentOf = (width: number) => Math.min(HEADING_COLUMNS, Math.floor(width / 4));

/** An address, perhaps with a worker's name behind it: both of its ends tell it from others, so a long one lacks its middle. */
function shortName(name: string, columns: number): string {
  if (textWidth(name) <= columns) return name;
  const end = [...name].slice(-Math.max(1, Math.floor((columns - 1) / 2))).join('');
  return cutText(name, Math.max(1, columns - textWidth(end))) + end;
}

/** The heading, then as many fields as there is room for; the others in lines below. */
function entryLines(
  { heading, fields, tone = 'plain', gap = WIDE_GAP }: Entry,
  width: number,
): readonly BlockLine[] {
  const indent = indentOf(width);
  const lines: string[] = [];
  let line = cutText(heading, indent - 1).padEnd(indent);
  let isEmpty = true;
  for (const field of fields) {
    if (!isEmpty && textWidth(line) + gap.length + textWidth(field) > width) {
      lines.push(line);
      line = ' '.repeat(indent);
      isEmpty = true;
    }
    line += isEmpty ? field : gap + field;
    isEmpty = false;
  }
  return [...lines, line].map((text) => ({ text: cutText(text, width), tone }));
}
