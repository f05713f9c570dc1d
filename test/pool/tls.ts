// The key and the certificate with which servers of tests speak TLS; only who is told trusts them.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The certificate's file, for `NODE_EXTRA_CA_CERTS`. */
export const CERTIFICATE_FILE: string = fileURLToPath(
  new URL('../vectors/tls/localhost-cert.pem', import.meta.url),
);

/** PEM, for localhost and 127.0.0.1. */
export const LOCALHOST_TLS = {
  cert: readFileSync(CERTIFICATE_FILE, 'utf8'),
  key: readFileSync(new URL('../vectors/tls/localhost-key.pem', import.meta.url), 'utf8'),
} as const;
