// How many real headers can one core judge per second: proof, links, time and rule?

import { readFileSync } from 'node:fs';
import { nativeHash } from '../src/cli/node-chain.ts';
import { sha256d } from '../src/primitives/index.ts';
import { verifyMainnetHeaders } from '../src/source/index.ts';
import { type Findings, takeTurns } from './measure.ts';

const HEADERS = new URL('../../data/btc_headers_0_4032.bin', import.meta.url);
const NOW_SEC = 1_760_000_000;

export async function headerValidation(): Promise<Findings> {
  const headers = new Uint8Array(readFileSync(HEADERS));
  const judge = (hash: (header: Uint8Array) => Uint8Array) => () => {
    const verdict = verifyMainnetHeaders(headers, NOW_SEC, hash);
    if (!verdict.ok) throw new Error(`header ${verdict.tree.tip.height + 1} was refused: ${verdict.reason}`);
    return verdict.tree.tip.height;
  };
  const rates = await takeTurns([
    { name: 'native', run: judge(nativeHash) },
    { name: 'javascript', run: judge(sha256d) },
  ]);
  const perSecond = (name: string) => Math.round(rates[name]! * 1e6);
  return {
    figures: [
      { what: 'headers judged per second, native hash', value: perSecond('native'), atLeast: 200_000 },
      {
        what: 'headers judged per second, JavaScript hash',
        value: perSecond('javascript'),
        atLeast: 100_000,
      },
    ],
    details: { headers: headers.length / 80, megaheadersPerSecond: rates },
  };
}
