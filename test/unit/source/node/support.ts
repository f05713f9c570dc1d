/** Templates that nodes gave, and what a test needs to make its own. */
import { readTemplate } from '../../../../src/source/node/block-template.ts';
import bcoinFirst from '../../../vectors/gbt/gbt-bcoin102-block1.json' with { type: 'json' };
import bcoin from '../../../vectors/gbt/gbt-bcoin102-segwit-txs.json' with { type: 'json' };
import knots from '../../../vectors/gbt/gbt-knots0211-segwit-txs.json' with { type: 'json' };

/** A conversation with a node: its template, and the block that it accepted. */
export interface Recording {
  readonly header: string;
  readonly coinbaseFull: string;
  readonly merkleRootInternal: string;
  readonly block: string;
  readonly blockHash: string;
  readonly nonce: number;
  readonly rpc: readonly unknown[];
}

export const RECORDINGS: Readonly<Record<string, Recording>> = {
  'bcoin, block 1': bcoinFirst,
  'bcoin, six transactions': bcoin,
  'Knots, six transactions': knots,
};

/** The JSON of a recording's template; a copy, so that a test may change it. */
export function templateJson(record: Recording): Record<string, unknown> {
  const calls = record.rpc as readonly { readonly response: { readonly result: unknown } }[];
  const isTemplate = (value: unknown) =>
    typeof value === 'object' && value !== null && 'coinbasevalue' in value;
  return structuredClone(calls.map(({ response }) => response.result).find(isTemplate)) as Record<
    string,
    unknown
  >;
}

/** A recorded template of Knots, with some fields otherwise; `undefined` takes one away. */
export function changed(change: Record<string, unknown>, record: Recording = knots): Record<string, unknown> {
  const json = { ...templateJson(record), ...change };
  for (const [name, value] of Object.entries(change)) if (value === undefined) delete json[name];
  return json;
}

export const readChanged = (change: Record<string, unknown>, record: Recording = knots) =>
  readTemplate(changed(change, record));
