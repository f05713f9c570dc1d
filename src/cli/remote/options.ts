// The options of `mine` that lead to a node or a pool, and which of them go together.

import { UsageError } from '../usage-error.ts';

export const REMOTE_OPTIONS = {
  node: { type: 'string' },
  address: { type: 'string' },
  proposal: { type: 'boolean' },
  pool: { type: 'string', multiple: true },
  user: { type: 'string', multiple: true },
  pass: { type: 'string', multiple: true },
  'stats-port': { type: 'string' },
} as const;

/** Their values, and those of options that do not go with them, as `readArguments` gives them. */
export type RemoteValues = {
  readonly [Name in 'node' | 'address' | 'stats-port' | 'engines' | 'for']?: string | undefined;
} & {
  readonly [Name in 'pool' | 'user' | 'pass']?: readonly string[] | undefined;
} & {
  readonly [Name in (typeof PRIVATE_OPTIONS)[number]]?: string | undefined;
} & {
  readonly proposal?: boolean | undefined;
  readonly throttle: string;
  readonly json: boolean;
};

/** Options of a private chain. */
const PRIVATE_OPTIONS = ['rule', 'spacing', 'window', 'difficulty', 'blocks', 'data'] as const;
/** Options that mean nothing without `--node`, and without `--pool`. */
const NODE_OPTIONS = ['address', 'proposal'] as const;
const POOL_OPTIONS = ['user', 'pass'] as const;

/**
 * Where work is to come from.
 *
 * @throws {UsageError} if options do not go together.
 */
export function workPlace(values: RemoteValues): 'private chain' | 'node' | 'pool' {
  const isNode = values.node !== undefined;
  const isPool = values.pool !== undefined;
  if (isNode && isPool)
    throw new UsageError('--node and --pool do not go together: work comes from one place');
  const stray =
    (isNode ? undefined : NODE_OPTIONS.find((name) => values[name] !== undefined)) ??
    (isPool ? undefined : POOL_OPTIONS.find((name) => values[name] !== undefined));
  if (stray !== undefined) {
    const place = (NODE_OPTIONS as readonly string[]).includes(stray) ? 'node' : 'pool';
    throw new UsageError(`--${stray} goes with --${place}, which is missing`);
  }
  if (!isNode && !isPool) {
    if (values['stats-port'] === undefined) return 'private chain';
    throw new UsageError('--stats-port goes with --node or --pool, and both are missing');
  }
  const place = isNode ? 'node' : 'pool';
  const wrong = PRIVATE_OPTIONS.find((name) => values[name] !== undefined);
  if (wrong !== undefined) {
    throw new UsageError(`--${wrong} is for a private chain and does not go with --${place}`);
  }
  return place;
}
