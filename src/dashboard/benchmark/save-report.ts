// Saves a report as a file, from the page alone.

import type { BenchmarkReport } from '../../miner/index.ts';
import type { readColours } from '../charts/chart.ts';
import { reportCsv, reportFileName } from './csv.ts';
import { benchmarkPicture } from './picture.ts';

/** What a report can be saved as. */
export type ReportFormat = 'json' | 'csv' | 'png';

/** Hands the browser a download. */
export async function saveReport(
  report: BenchmarkReport,
  format: ReportFormat,
  colours: ReturnType<typeof readColours>,
): Promise<void> {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await reportBlob(report, format, colours));
  link.download = reportFileName(report, format);
  link.click();
  // The download has read the address by the next turn in every browser tried; a minute leaves room.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

async function reportBlob(
  report: BenchmarkReport,
  format: ReportFormat,
  colours: ReturnType<typeof readColours>,
): Promise<Blob> {
  switch (format) {
    case 'json':
      return new Blob([`${JSON.stringify(report, null, 2)}\n`], { type: 'application/json' });
    case 'csv':
      return new Blob([reportCsv(report)], { type: 'text/csv' });
    case 'png':
      return benchmarkPicture(report, colours);
    default:
      return format satisfies never;
  }
}
