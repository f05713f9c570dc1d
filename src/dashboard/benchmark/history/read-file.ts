// A report from a file that somebody sent.

import { MAX_REPORT_BYTES, parseReport, type ReadReport } from '../../../miner/index.ts';

/**
 * Reads a file; one that is too large is not even opened.
 *
 * @returns a report, or one sentence that names the file and what is wrong with it.
 */
export async function readReportFile(file: File): Promise<ReadReport> {
  const named = (reason: string): ReadReport => ({ ok: false, reason: `${file.name}: ${reason}` });
  if (file.size > MAX_REPORT_BYTES) {
    return named(`the file is larger than ${MAX_REPORT_BYTES / 1_000_000} MB, too large for a report`);
  }
  let text: string;
  try {
    text = await file.text();
  } catch {
    return named('the browser could not read the file; it may have been moved or changed');
  }
  const read = parseReport(text);
  return read.ok ? read : named(read.reason);
}
