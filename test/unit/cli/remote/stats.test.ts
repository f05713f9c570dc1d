// Figures for programs: the JSON that is told, Prometheus' text checked by a reader of its own, and the server's manners.

import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_POWER } from '../../../../src/cli/power/power.ts';
import { METRICS_TYPE, metricsText } from '../../../../src/cli/remote/prometheus.ts';
import { statsOf } from '../../../../src/cli/remote/stats.ts';
import { type StatsServer, startStatsServer } from '../../../../src/cli/remote/stats-server.ts';
import { NODE, POOL, sampleSnapshot, TALLY } from './sample.ts';

const SEED = 20_090_103;

const POWER = { cpu: { what: 'CPU package', watts: 45.2 }, gpu: null };

/** Reads the text exposition format strictly: HELP, TYPE, then samples of that name alone. */
function readMetrics(text: string): Map<string, number> {
  expect(text.endsWith('\n')).toBe(true);
  const samples = new Map<string, number>();
  const known = new Set<string>();
  let name = '';
  let expectsType = false;
  for (const line of text.slice(0, -1).split('\n')) {
    const help = /^# HELP ([a-z_]+) \S.*\.$/.exec(line);
    const type = /^# TYPE ([a-z_]+) (counter|gauge)$/.exec(line);
    if (help !== null) {
      name = help[1]!;
      expect(known, name).not.toContain(name);
      known.add(name);
      expectsType = true;
    } else if (expectsType) {
      expect(type?.[1]).toBe(name);
      // The convention for names: counters end in _total, and nothing else does.
      expect(name.endsWith('_total')).toBe(type?.[2] === 'counter');
      expectsType = false;
    } else {
      const sample = /^([a-z_]+)((?:\{(?:[a-z]+="(?:[^"\\\n]|\\[\\"n])*",?)+\})?) (\S+)$/u.exec(line);
      expect(sample?.[1], line).toBe(name);
      expect(Number(sample![3]), line).not.toBeNaN();
      samples.set(`${sample![1]}${sample![2]}`, Number(sample![3]));
    }
  }
  return samples;
}

describe('metricsText', () => {
  it('tells a miner at a pool', () => {
    const samples = readMetrics(metricsText(sampleSnapshot(), POWER));
    expect(Object.fromEntries(samples)).toMatchObject({
      'proofworks_state{state="mining"}': 1,
      'proofworks_state{state="waiting"}': 0,
      proofworks_hashes_total: 45e9,
      proofworks_hashrate_hashes_per_second: 12.5e6,
      'proofworks_engine_hashes_total{engine="wasm-simd x2"}': 45e9,
      'proofworks_shares_total{result="accepted"}': 131,
      'proofworks_shares_total{result="stale"}': 3,
      'proofworks_shares_total{result="rejected"}': 2,
      'proofworks_shares_total{result="unanswered"}': 1,
      'proofworks_shares_rejected_total{reason="duplicate"}': 1,
      'proofworks_source_up{kind="pool",url="stratum+tcp://pool.example:3333"}': 1,
      proofworks_source_latency_seconds: 0.032,
      proofworks_share_difficulty: 0.08,
      proofworks_network_difficulty: 126e12,
      'proofworks_power_watts{at="CPU package"}': 45.2,
    });
    expect(samples.has('proofworks_block_height')).toBe(false);
  });

  it('tells a miner at a node, and leaves out what nobody knows', () => {
    const snapshot = sampleSnapshot({
      source: { ...NODE, state: 'waiting' },
      effectiveHps: null,
      bestShare: null,
    });
    const samples = readMetrics(metricsText(snapshot, NO_POWER));
    expect(samples.get('proofworks_block_height')).toBe(441);
    expect(samples.get('proofworks_source_up{kind="node",url="http://127.0.0.1:18443"}')).toBe(0);
    for (const name of [
      'proofworks_effective_hashrate_hashes_per_second',
      'proofworks_best_share_difficulty',
      'proofworks_share_difficulty',
      'proofworks_energy_joules_per_terahash',
    ]) {
      expect(samples.has(name), name).toBe(false);
    }
  });

  it('stays readable whatever a pool says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        const shares = { ...TALLY, rejectedBy: [{ reason, count: 1 }] };
        readMetrics(metricsText(sampleSnapshot({ shares }), POWER));
      }),
      { seed: SEED },
    );
    const shares = { ...TALLY, rejectedBy: [{ reason: 'a "\\" \n b', count: 1 }] };
    expect(metricsText(sampleSnapshot({ shares }), POWER)).toContain('{reason="a \\"\\\\\\" \\n b"} 1\n');
  });
});

describe('statsOf', () => {
  it('is plain JSON without a job’s bytes', () => {
    const stats = JSON.parse(JSON.stringify(statsOf(sampleSnapshot(), POWER)));
    expect(stats).toMatchObject({
      state: 'mining',
      hashCount: 45e9,
      engines: [{ id: 'wasm-simd x2', hashrateHps: 12.5e6 }],
      shares: { accepted: 131, rejectedBy: TALLY.rejectedBy },
      source: {
        kind: 'pool',
        difficulty: 0.08,
        versionMask: '1fffe000',
        jobId: '5f',
        networkDifficulty: 126e12,
      },
      power: { parts: [{ what: 'CPU package', watts: 45.2 }], watts: 45.2 },
    });
    expect(stats.power.joulesPerTerahash).toBeCloseTo(45.2 / 12.5e-6, 0);
    expect(JSON.stringify(stats).length).toBeLessThan(3000);
  });

  it('tells a node’s value as a number, and null where nothing is measured', () => {
    const { source, power } = JSON.parse(JSON.stringify(statsOf(sampleSnapshot({ source: NODE }), NO_POWER)));
    expect(source).toMatchObject({ kind: 'node', height: 441, valueSats: 625_130_000 });
    expect(power).toEqual({ parts: [], watts: null, joulesPerTerahash: null });
    expect(statsOf(sampleSnapshot({ source: { ...POOL, job: null } }), NO_POWER).source).toMatchObject({
      jobId: null,
      networkDifficulty: null,
    });
  });
});

let server: StatsServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});
const serve = async () => {
  server = await startStatsServer(0, { metrics: () => 'metric 1\n', stats: () => '{"a":1}' });
  return server.port;
};

interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function ask(port: number, path: string, host = `127.0.0.1:${port}`, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method, headers: { host } }, (response) => {
      let body = '';
      response.on('data', (chunk) => {
        body += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode!, type: response.headers['content-type']!, body }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the server', () => {
  it('tells /metrics and /stats', async () => {
    const port = await serve();
    expect(await ask(port, '/metrics')).toEqual({ status: 200, type: METRICS_TYPE, body: 'metric 1\n' });
    expect(await ask(port, '/stats?x')).toEqual({ status: 200, type: 'application/json', body: '{"a":1}' });
  });

  it.each(['/', '/metric', '/metrics/', '/stats/../x', '//metrics'])('knows nothing of %s', async (path) => {
    expect((await ask(await serve(), path)).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD'])('refuses %s', async (method) => {
    expect((await ask(await serve(), '/stats', '127.0.0.1', method)).status).toBe(405);
  });

  it.each(['127.0.0.1', '127.0.0.1:9', 'localhost', 'LOCALHOST:80', '[::1]:9100'])(
    'answers to %s',
    async (host) => {
      expect((await ask(await serve(), '/stats', host)).status).toBe(200);
    },
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'localhost.evil.example:80', '127.0.0.1@evil', '::1'])(
    'does not answer to the name %j',
    async (host) => {
      const { status, body } = await ask(await serve(), '/stats', host);
      expect(status).toBe(403);
      expect(body).not.toContain('"a"');
    },
  );

  it('listens on 127.0.0.1 alone', async () => {
    const port = await serve();
    await expect(
      new Promise((resolve, reject) =>
        connect({ host: '127.0.0.2', port }, () => resolve('open')).on('error', reject),
      ),
    ).rejects.toThrow('ECONNREFUSED');
  });

  it('says that a port is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) =>
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port)),
    );
    await expect(startStatsServer(port, { metrics: () => '', stats: () => '' })).rejects.toThrow(
      `cannot listen on port ${port} for the statistics: another program has it; 0 takes any that is free`,
    );
    await new Promise((resolve) => other.close(resolve));
  });
});
