// Saves a report as a file, from the page alone.

import type { BenchmarkReport } from '../../miner/index.ts';
import { downloadText } from '../elements/download.ts';
import { reportCsv, reportFileName } from './csv.ts';

/** Hands the browser a report as JSON, which this page reads again, or as a table. */
export function saveReport(report: BenchmarkReport, format: 'json' | 'csv'): void {
  const text = format === 'json' ? `${JSON.stringify(report, null, 2)}\n` : reportCsv(report);
  const type = format === 'json' ? 'application/json' : 'text/csv';
  downloadText(text, reportFileName(report, format), type);
}
