// A benchmark on one A4 page: what a person shows to another.

import type { BenchmarkReport } from '../../../miner/index.ts';
import { formatCount, formatDuration, formatHashrate } from '../../../primitives/index.ts';
import { acrossLine, type Drawing, placed, type Shape, textShape } from '../../charts/drawing/shapes.ts';
import { barsDrawing } from '../drawings/bars.ts';
import { proofDrawing } from '../drawings/proof.ts';
import { scalingDrawing } from '../drawings/scaling.ts';
import { entryLabel } from '../entry-label.ts';
import { barRows } from '../points.ts';
import { REFERENCE_DEVICES } from '../reference-devices.ts';
import { headline, mainResults, proofRows, type ResultRow, resultRows } from '../rows.ts';
import { scalingCurve } from '../scaling.ts';

/** A4 at 96 px an inch. */
export const CARD = { width: 794, height: 1123 } as const;

const MARGIN = 48;
const INNER = CARD.width - 2 * MARGIN;
const HEAD = 218;
const FACTS_LEFT = 400;
const FACT_LABELS = 84;
const FACT_LINE = 21;
/** Of a fact's text: what is longer would leave the page. */
const FACT_CHARACTERS = 44;
/** Rows that the page has room for; a machine's usual ones are six. */
const MOST_ROWS = 8;
const MOST_PUBLISHED = 3;
const COLUMN_GAP = 36;

/** Lays the page out. */
export function cardDrawing(report: BenchmarkReport): Drawing {
  const { cores } = report.machine;
  const rows = resultRows(mainResults(report.results).slice(0, MOST_ROWS), cores);
  const bars = barsDrawing(barRows(rows, publishedDevices()), INNER);
  const barsTop = HEAD + 30;
  const lowerTop = barsTop + bars.height + 44;
  return {
    ...CARD,
    shapes: [
      ...head(report),
      acrossLine(HEAD - 16, MARGIN, CARD.width - MARGIN, 'line-strong'),
      heading(
        MARGIN,
        HEAD + 12,
        'Hash rates',
        'hashes per second, log scale; whiskers hold the median with 95 %',
      ),
      placed(bars, MARGIN, barsTop),
      ...lower(report, rows, lowerTop),
      ...foot(report),
    ].flat(),
  };
}

/** The slowest, a middle and the newest device, for scale. */
function publishedDevices() {
  const devices = REFERENCE_DEVICES;
  return [devices[0], devices[devices.length >> 1], devices.at(-1)]
    .filter((device) => device !== undefined)
    .slice(0, MOST_PUBLISHED);
}

function heading(x: number, y: number, text: string, unit: string): Shape {
  return textShape(x, y, text, 'ink', { size: 14, weight: 600, tail: { text: unit, ink: 'ink-3' } });
}

function head(report: BenchmarkReport): readonly Shape[] {
  const { machine, adapter, date, commit } = report;
  const top = headline(report.results, machine) ?? bestOf(report);
  const facts: readonly (readonly [string, string])[] = [
    [
      'Processor',
      `${machine.cpu === null ? '' : `${machine.cpu}, `}${formatCount(machine.cores)} logical cores`,
    ],
    [
      'Graphics',
      adapter === null ? 'no adapter' : `${adapter.isSoftware ? 'software adapter: ' : ''}${adapter.name}`,
    ],
    ['Runtime', `${machine.runtime}, ${machine.platform}`],
    ['Measured', `${date.slice(0, 10)} ${date.slice(11, 16)} UTC`],
    [
      'Runs',
      `${formatCount(report.results[0]?.runs.length ?? 0)} per row, ${formatDuration(report.secondsPerRun)} each`,
    ],
    ['Commit', commit],
  ];
  return [
    textShape(MARGIN, 64, 'Proofworks benchmark', 'ink-3'),
    textShape(MARGIN, 104, `${top.subject}:`, 'ink', { size: 20, weight: 600 }),
    textShape(MARGIN, 154, top.figure, 'spend-ink', { size: 46, weight: 600 }),
    textShape(MARGIN, 182, top.versus, 'ink', { size: 20, weight: 600 }),
    ...facts.flatMap(([name, value], index) => [
      textShape(FACTS_LEFT, 78 + index * FACT_LINE, name, 'ink-3', { size: 12 }),
      textShape(FACTS_LEFT + FACT_LABELS, 78 + index * FACT_LINE, shortened(value), 'ink', { size: 12 }),
    ]),
  ];
}

function shortened(text: string): string {
  return text.length > FACT_CHARACTERS ? `${text.slice(0, FACT_CHARACTERS - 1)}…` : text;
}

/** A headline where there is nothing to compare with. */
function bestOf({ results, machine }: BenchmarkReport): { subject: string; figure: string; versus: string } {
  const best = results.reduce((a, b) => (b.hps.median > a.hps.median ? b : a));
  return {
    subject: entryLabel(best.engine, { cores: machine.cores, isSoftware: best.isSoftware }),
    figure: formatHashrate(best.hps.median),
    versus: 'of double SHA-256',
  };
}

/** Scaling beside the share proof; each has the whole width where it is alone. */
function lower(report: BenchmarkReport, rows: readonly ResultRow[], top: number): readonly Shape[] {
  const curve = scalingCurve(report.results);
  const proofs = proofRows(rows);
  const half = (INNER - COLUMN_GAP) / 2;
  const width = curve !== null && proofs.length > 0 ? half : INNER;
  const right = MARGIN + (curve === null ? 0 : half + COLUMN_GAP);
  return [
    ...(curve === null
      ? []
      : [
          heading(MARGIN, top, 'What more workers bring', curve.engine),
          placed(scalingDrawing(curve, width), MARGIN, top + 14),
        ]),
    ...(proofs.length === 0
      ? []
      : [
          heading(right, top, 'The shares prove it', 'bands of 95 %'),
          placed(proofDrawing(proofs, width), right, top + 20),
        ]),
  ].flat();
}

function foot({ results }: BenchmarkReport): readonly Shape[] {
  const found = results.reduce((sum, { shares }) => sum + shares.found, 0);
  const expected = results.reduce((sum, { shares }) => sum + shares.expected, 0);
  const y = CARD.height - 40;
  return [
    acrossLine(y - 22, MARGIN, CARD.width - MARGIN, 'line'),
    textShape(
      MARGIN,
      y,
      `Double SHA-256 of Bitcoin headers. ${formatCount(found)} shares found, ${formatCount(expected)} expected, each checked by a second implementation.`,
      'ink-3',
      { size: 12 },
    ),
  ];
}
