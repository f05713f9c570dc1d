// What the Pool page is set to, in its address and between visits. A password stands in neither: what a person may have
// written before an address's `@` never leaves the form but for the worker.

import { type EngineChoice, parseBenchmarkEntry } from '../../miner/index.ts';
import { parsePoolAddress } from '../../source/index.ts';
import { enginesName, INTENSITY_PERCENT, intensityPercent } from '../mine/settings.ts';
import { printQuery, queryNumber, readQuery } from '../query.ts';

/** Settings of a run but for the password. */
export interface PoolSettings {
  /** Of the bridge, as it was typed. */
  readonly url: string;
  readonly user: string;
  /** None for what the machine is best at. */
  readonly engines: readonly EngineChoice[];
  /** Part of the time that engines are to hash, in [0.01, 1]. */
  readonly intensity: number;
}

/** What holds until a person says otherwise: the bridge that the page tells how to start. */
export const DEFAULT_POOL_SETTINGS: PoolSettings = {
  url: 'ws://127.0.0.1:8080/?token=pool',
  user: '',
  engines: [],
  intensity: 1,
};

/** Longest user that is remembered or read from a link: two addresses with worker names have room. */
export const MAX_USER_CHARACTERS = 200;

/** A bridge's address that can be used, or one sentence on what is wrong with it. */
export type CheckedUrl =
  | {
      readonly ok: true;
      /** Without name or password. */
      readonly url: string;
      /** `host:port`, for people. */
      readonly place: string;
      /** What stood before the `@`; null where nothing did. */
      readonly user: string | null;
      readonly password: string | null;
    }
  | { readonly ok: false; readonly reason: string };

/** Hosts that a page which came over https may reach without encryption. */
const OWN_HOSTS = /^(?:localhost|.+\.localhost|127(?:\.\d{1,3}){3}|::1)$/u;

/**
 * Checks the address of a bridge.
 *
 * @param isSecurePage - Whether the page came over https.
 */
export function checkUrl(text: string, isSecurePage: boolean): CheckedUrl {
  if (text.trim() === '')
    return { ok: false, reason: 'Write where the bridge is, for example ws://127.0.0.1:8080.' };
  // Without a scheme the bridge's own is meant, not a pool's.
  const whole = text.includes('://') ? text : `ws://${text.trim()}`;
  let parsed: ReturnType<typeof parsePoolAddress>;
  try {
    parsed = parsePoolAddress(whole);
  } catch {
    return { ok: false, reason: 'That is no address of a bridge: it looks like ws://127.0.0.1:8080.' };
  }
  const { address, user, password } = parsed;
  if (address.scheme !== 'ws' && address.scheme !== 'wss') {
    return {
      ok: false,
      reason:
        'A browser cannot open a line to a pool itself: name a bridge, ws:// or wss://, and give the bridge the pool’s address.',
    };
  }
  if (address.scheme === 'ws' && isSecurePage && !OWN_HOSTS.test(address.host)) {
    return {
      ok: false,
      reason:
        'This page came over https, so it may not open ws:// to another machine: use wss://, or a bridge on this machine.',
    };
  }
  const shown = address.host.includes(':') ? `[${address.host}]` : address.host;
  return { ok: true, url: address.text, place: `${shown}:${address.port}`, user, password };
}

/** Whether a user can be sent: one word of a length that pools take. */
export function userProblem(user: string): string {
  if (user.trim() === '') return 'Write the name that the pool knows you by; most take a payout address.';
  if (user.length > MAX_USER_CHARACTERS)
    return `A pool’s user has at most ${MAX_USER_CHARACTERS} characters.`;
  return /[\p{Cc}\s]/u.test(user.trim()) ? 'A pool’s user has no spaces in it.' : '';
}

/**
 * Reads an address's query: what it names and can be used.
 *
 * @param query - Without the leading `?`.
 */
export function parsePoolQuery(query: string): Partial<PoolSettings> {
  const fields = readQuery(query);
  const percent = queryNumber(fields, 'intensity', INTENSITY_PERCENT, null);
  const found: { -readonly [Key in keyof PoolSettings]?: PoolSettings[Key] } = {
    ...urlFrom(fields.get('url')),
    ...userFrom(fields.get('user')),
  };
  const engines = parseBenchmarkEntry(fields.get('engines') ?? '')?.parts;
  if (engines !== undefined) found.engines = engines;
  if (percent !== null) found.intensity = Math.round(percent * 10) / 1000;
  return found;
}

/** Writes settings as a query without `?`; what cannot be read stays out, since a password may be in it. */
export function printPoolQuery({ url, user, engines, intensity }: PoolSettings): string {
  return printQuery({
    url: urlFrom(url).url ?? null,
    user: userFrom(user).user ?? null,
    engines: engines.length === 0 ? null : enginesName(engines).replaceAll(' + ', ' '),
    intensity: intensity === DEFAULT_POOL_SETTINGS.intensity ? null : intensityPercent(intensity),
  });
}

/** What is remembered between visits. */
export interface RememberedPool {
  readonly settings: PoolSettings;
  /** Where the person has agreed that shares go: `consentKey`; empty for nowhere. */
  readonly agreedTo: string;
}

/** Consent holds for one account at one bridge. */
export function consentKey(url: string, user: string): string {
  return `${user} ${url}`;
}

/** Takes what is good in a stored value; the rest stays at its default. */
export function rememberedFrom(stored: unknown): RememberedPool {
  const found = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const { url, user, engines, intensity, agreedTo } = found;
  const good =
    typeof intensity === 'number' && intensity >= INTENSITY_PERCENT.min / 100 && intensity <= 1
      ? intensity
      : DEFAULT_POOL_SETTINGS.intensity;
  return {
    settings: {
      ...DEFAULT_POOL_SETTINGS,
      ...urlFrom(url),
      ...userFrom(user),
      engines: typeof engines === 'string' ? (parseBenchmarkEntry(engines)?.parts ?? []) : [],
      intensity: good,
    },
    agreedTo: typeof agreedTo === 'string' ? agreedTo : '',
  };
}

/** The same as it is stored. */
export function storedPool({
  settings,
  agreedTo,
}: RememberedPool): Readonly<Record<string, string | number>> {
  const { url, user, engines, intensity } = settings;
  return {
    ...urlFrom(url),
    ...userFrom(user),
    ...(engines.length === 0 ? {} : { engines: enginesName(engines).replaceAll(' + ', ' ') }),
    intensity,
    agreedTo,
  };
}

/** An address without what stood before its `@`; nothing where it is none of a bridge. */
function urlFrom(text: unknown): { readonly url?: string } {
  if (typeof text !== 'string') return {};
  const checked = checkUrl(text, false);
  return checked.ok ? { url: checked.url } : {};
}

function userFrom(text: unknown): { readonly user?: string } {
  return typeof text === 'string' && userProblem(text) === '' ? { user: text.trim() } : {};
}
