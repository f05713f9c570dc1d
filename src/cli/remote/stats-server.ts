// A small web server for people who run several miners: it listens on this machine alone and tells figures, nothing else.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { METRICS_TYPE } from './prometheus.ts';

/** What it tells. */
export interface StatsTexts {
  /** For `/metrics`. */
  readonly metrics: () => string;
  /** For `/stats`, JSON. */
  readonly stats: () => string;
}

/** A server that listens. */
export interface StatsServer {
  readonly port: number;
  close(): Promise<void>;
}

/** A reader that takes longer than this to ask is cut off. */
const TIME_LIMIT_MS = 5000;
const MOST_CONNECTIONS = 32;

/**
 * Names under which a page of another site cannot reach this server: a site that lets its own name point at 127.0.0.1 is
 * known by the name that its visitors' browsers ask for.
 */
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Listens on 127.0.0.1.
 *
 * @param port - 0 for any that is free.
 * @throws {Error} with one sentence if it cannot.
 */
export async function startStatsServer(port: number, texts: StatsTexts): Promise<StatsServer> {
  const server = createServer((request, response) => answer(request, response, texts));
  server.requestTimeout = TIME_LIMIT_MS;
  server.headersTimeout = TIME_LIMIT_MS;
  server.keepAliveTimeout = TIME_LIMIT_MS;
  server.maxConnections = MOST_CONNECTIONS;
  await listening(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const why =
        cause.code === 'EADDRINUSE'
          ? 'another program has it; 0 takes any that is free'
          : cause.code === 'EACCES'
            ? 'only root may; take one from 1024 on'
            : cause.message;
      reject(new Error(`cannot listen on port ${port} for the statistics: ${why}`, { cause }));
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}

function answer(request: IncomingMessage, response: ServerResponse, texts: StatsTexts): void {
  const say = (status: number, text: string, type = 'text/plain; charset=utf-8') => {
    response.writeHead(status, {
      'Content-Type': type,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      ...(status === 405 ? { Allow: 'GET' } : {}),
    });
    response.end(text);
  };
  const path = (request.url ?? '').split('?')[0];
  if (!isLoopback(request.headers.host)) say(403, 'ask for 127.0.0.1 or localhost\n');
  else if (request.method !== 'GET') say(405, 'only GET\n');
  else if (path === '/metrics') say(200, texts.metrics(), METRICS_TYPE);
  else if (path === '/stats') say(200, texts.stats(), 'application/json');
  else say(404, 'there are /metrics and /stats\n');
}

/** Whatever the port: a tunnel may have another at its end. */
function isLoopback(host: string | undefined): boolean {
  return host !== undefined && LOOPBACK_NAMES.includes(host.toLowerCase().replace(/:\d{1,5}$/, ''));
}
