// A whole block as `submitblock` takes it.

import { ByteWriter, headerWithNonce } from '../../chain/index.ts';
import { hexFromBytes } from '../../primitives/index.ts';
import type { NodeJob } from './template-work.ts';

/**
 * Puts a block together. Its transactions are in hexadecimal digits already, and are only joined: four megabytes take
 * milliseconds.
 *
 * @param nonce - u32.
 * @returns Hexadecimal digits: header, count, coinbase with its witness, the other transactions.
 */
export function blockHex(job: NodeJob, nonce: number): string {
  const { transactions } = job.template;
  const parts = [
    hexFromBytes(headerWithNonce(job.header, nonce)),
    hexFromBytes(new ByteWriter().size(1 + transactions.length).finish()),
    hexFromBytes(job.coinbase),
  ];
  for (const { data } of transactions) parts.push(data);
  return parts.join('');
}
