// Where a pool is: the addresses that people copy from a pool's page, and those of bridges to one.

const SCHEMES = ['stratum+tcp', 'stratum+ssl', 'ws', 'wss'] as const;
/** Ways that the two Stratum schemes are written elsewhere. */
const OTHER_NAMES: Readonly<Record<string, PoolAddress['scheme']>> = {
  stratum: 'stratum+tcp',
  tcp: 'stratum+tcp',
  'stratum+tls': 'stratum+ssl',
  ssl: 'stratum+ssl',
  tls: 'stratum+ssl',
};
const DEFAULT_PORTS: Readonly<Record<string, number>> = { ws: 80, wss: 443 };
const EXAMPLE = 'stratum+tcp://pool.example:3333';

/** A pool's address without name or password. */
export interface PoolAddress {
  readonly scheme: (typeof SCHEMES)[number];
  /** A name or an IP address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  /** Path and query of a bridge, for example `/?token=pool`; empty for the Stratum schemes. */
  readonly path: string;
  /** As a person reads it. */
  readonly text: string;
}

/** An address and what stood before its `@`. */
export interface ParsedPoolAddress {
  readonly address: PoolAddress;
  readonly user: string | null;
  readonly password: string | null;
}

/**
 * Reads a pool's address, for example `stratum+tcp://name:x@pool.example:3333` or `ws://127.0.0.1:8080/?token=pool`.
 *
 * @throws {RangeError} with one sentence that repeats nothing from before the `@`.
 */
export function parsePoolAddress(text: string): ParsedPoolAddress {
  const trimmed = text.trim();
  const url = urlOf(trimmed.includes('://') ? trimmed : `stratum+tcp://${trimmed}`);
  if (url === null) throw new RangeError(`a pool's address looks like ${EXAMPLE}`);
  // A name or password with such signs ends the host where nobody meant it to: its rest would be shown.
  if (`${url.pathname}${url.search}${url.hash}`.includes('@') || url.hash !== '') {
    throw new RangeError("a name or password in a pool's address has / ? # and @ as %2F %3F %23 %40");
  }
  const name = url.protocol.slice(0, -1);
  const scheme = SCHEMES.find((known) => known === name) ?? OTHER_NAMES[name];
  if (scheme === undefined) {
    throw new RangeError(`a pool's address begins with ${SCHEMES.join('://, ')}://, not with ${name}://`);
  }
  const host = url.hostname.replace(/^\[(.*)\]$/u, '$1');
  if (host === '') throw new RangeError(`a pool's address names a host, as in ${EXAMPLE}`);
  const port = url.port === '' ? DEFAULT_PORTS[scheme] : Number(url.port);
  if (port === undefined || port === 0) {
    throw new RangeError(`the address of ${host} needs a port, as in ${EXAMPLE}`);
  }
  const isBridge = scheme === 'ws' || scheme === 'wss';
  const path = isBridge ? url.pathname + url.search : '';
  return {
    address: poolAddress(scheme, host, port, path),
    user: url.username === '' ? null : decoded(url.username),
    password: url.password === '' ? null : decoded(url.password),
  };
}

/** The same address at another port. */
export function atPort({ scheme, host, path }: PoolAddress, port: number): PoolAddress {
  return poolAddress(scheme, host, port, path);
}

function poolAddress(scheme: PoolAddress['scheme'], host: string, port: number, path: string): PoolAddress {
  const shown = host.includes(':') ? `[${host}]` : host;
  return { scheme, host, port, path, text: `${scheme}://${shown}:${port}${path === '/' ? '' : path}` };
}

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** A stray percent sign is not worth a refusal. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
