// Where a node is and how to be let in. Passwords may stand in the environment rather than on a command line, where
// everybody on the machine can read them; no message repeats what was given.

/** How to be let in: by name and password, by the file that Bitcoin Core writes at its start, or not at all. */
export type NodeCredentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'cookie'; readonly path: string }
  | { readonly kind: 'none' };

/** A node's RPC server. */
export interface NodeAccount {
  readonly isTls: boolean;
  /** An IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash. */
  readonly path: string;
  readonly credentials: NodeCredentials;
  /** To be shown: without name or password, and without a path that may be a key. */
  readonly url: string;
}

/** Names of the environment variables that are read. */
export const NODE_ENVIRONMENT = {
  user: 'PROOFWORKS_NODE_USER',
  password: 'PROOFWORKS_NODE_PASSWORD',
  cookie: 'PROOFWORKS_NODE_COOKIE',
} as const;

/** Port of Bitcoin Core's RPC server on the main network. */
const DEFAULT_PORT = 8332;

const EXPECTED = 'the node’s address expected http://HOST:PORT or http://USER:PASSWORD@HOST:PORT';

/**
 * Reads where a node is.
 *
 * @param text - For example `http://user:pass@127.0.0.1:8332`; name and password percent-encoded where they hold such signs as `@`, `:`, `/`, `#` or `%`. Port 8332 where it names none.
 * @param env - Environment variables: name and password, or the path of a cookie file, are taken from there where `text` names none.
 * @throws {RangeError} in one sentence, which never holds a part of `text`.
 */
export function parseNodeUrl(text: string, env: Readonly<Record<string, string | undefined>>): NodeAccount {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    // Not the cause: its message repeats the text, password and all.
    throw new RangeError(`${EXPECTED}, and this is no address`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new RangeError(`${EXPECTED}, and this begins with neither http:// nor https://`);
  }
  if (url.hostname === '') throw new RangeError(`${EXPECTED}, and this names no host`);
  if (url.pathname.includes('@')) {
    throw new RangeError(`${EXPECTED}; write / and @ in a name or password as %2F and %40`);
  }
  if (url.search !== '' || url.hash !== '') {
    throw new RangeError(`${EXPECTED}; write # and ? in a password as %23 and %3F`);
  }
  const isTls = url.protocol === 'https:';
  const port = url.port === '' ? portWithout(isTls, text) : Number(url.port);
  if (port === 0) throw new RangeError(`${EXPECTED}, with a port from 1 on`);
  return {
    isTls,
    host: url.hostname.replace(/^\[(.*)\]$/u, '$1'),
    port,
    path: url.pathname,
    credentials: credentials(decoded(url.username), decoded(url.password), env),
    url: `${url.protocol}//${url.hostname}:${port}${shownPath(url.pathname)}`,
  };
}

/** Whoever lets nodes out writes the key to one into its path; those of the node's own wallets are names. */
function shownPath(path: string): string {
  if (path === '/') return '';
  return path.startsWith('/wallet/') ? path : '/…';
}

/** An address has forgotten a port that is the scheme's own: 80 is written, or 8332 is meant. */
function portWithout(isTls: boolean, text: string): number {
  if (isTls) return 443;
  return /^http:[/\\]*[^/\\]*:0*80(?:[/\\]|$)/iu.test(text.trim()) ? 80 : DEFAULT_PORT;
}

function credentials(
  urlUser: string,
  urlPassword: string,
  env: Readonly<Record<string, string | undefined>>,
): NodeCredentials {
  const user = urlUser || (env[NODE_ENVIRONMENT.user] ?? '');
  const password = urlPassword || (env[NODE_ENVIRONMENT.password] ?? '');
  const cookie = env[NODE_ENVIRONMENT.cookie] ?? '';
  // A cookie file is used where nothing else is said.
  if (user === '' && password === '')
    return cookie === '' ? { kind: 'none' } : { kind: 'cookie', path: cookie };
  if (user.includes(':')) throw new RangeError('the node’s user name expected no colon in it');
  return { kind: 'password', user, password };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new RangeError('the node’s name or password has a % that stands for no letter: write it as %25');
  }
}
