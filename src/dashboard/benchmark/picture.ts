// The bar chart as a picture to keep: title, machine, bars, origin, on an opaque ground.

import type { BenchmarkReport } from '../../miner/index.ts';
import { type Colours, font, fontsReady, loadChart } from '../charts/chart.ts';
import { machineLine } from './csv.ts';
import { barRows } from './points.ts';
import { barChartConfig, barChartHeight } from './rate-bars/bar-chart.ts';
import { headline, resultRows } from './rows.ts';

const WIDTH = 1200;
const MARGIN = 48;
const HEAD = 132;
const FOOT = 56;
const SCALE = 2;

/**
 * Draws a report's bar chart.
 *
 * @returns A PNG, 2,400 pixels wide.
 * @throws {Error} if the browser gives no canvas.
 */
export async function benchmarkPicture(report: BenchmarkReport, colours: Colours): Promise<Blob> {
  const [Chart] = await Promise.all([loadChart(), fontsReady()]);
  const rows = barRows(resultRows(report.results, report.machine.cores));
  const chartWidth = WIDTH - 2 * MARGIN;
  const chartHeight = barChartHeight(rows, chartWidth);
  const chartCanvas = document.createElement('canvas');
  chartCanvas.width = chartWidth;
  chartCanvas.height = chartHeight;
  const config = barChartConfig(rows, chartWidth, colours);
  const chart = new Chart(chartCanvas, {
    ...config,
    options: { ...config.options, responsive: false, devicePixelRatio: SCALE },
  });

  const canvas = document.createElement('canvas');
  canvas.width = WIDTH * SCALE;
  canvas.height = (HEAD + chartHeight + FOOT) * SCALE;
  const ctx = canvas.getContext('2d');
  if (ctx === null) throw new Error('This browser gives no canvas to draw on');
  ctx.scale(SCALE, SCALE);
  ctx.fillStyle = colours.ground;
  ctx.fillRect(0, 0, WIDTH, HEAD + chartHeight + FOOT);
  const top = headline(report.results, report.machine);
  ctx.fillStyle = colours.ink;
  ctx.font = font('sans', 28, 600);
  ctx.fillText(
    top === null ? 'Hash rates, measured' : `${top.subject}: ${top.figure} ${top.versus}`,
    MARGIN,
    66,
  );
  ctx.fillStyle = colours['ink-2'];
  ctx.font = font('sans', 15);
  ctx.fillText(machineLine(report), MARGIN, 96, chartWidth);
  ctx.drawImage(chartCanvas, MARGIN, HEAD, chartWidth, chartHeight);
  ctx.fillStyle = colours['ink-3'];
  ctx.font = font('sans', 13);
  ctx.fillText(
    `Double SHA-256 of Bitcoin headers, hashes per second, log scale. Proofworks ${report.commit}, ${report.date.slice(0, 10)}`,
    MARGIN,
    HEAD + chartHeight + FOOT - 22,
  );
  chart.destroy();
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob === null ? reject(new Error('The picture could not be made')) : resolve(blob)),
      'image/png',
    ),
  );
}
