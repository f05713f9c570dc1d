// search: which nonces of a range meet the target?

import { ENGINE_NAMES, type EngineName, prepareWork } from '../../engine/index.ts';
import { type EngineHost, searchRange } from '../../miner/index.ts';
import {
  decodeCompact,
  formatCount,
  formatDuration,
  formatHashrate,
  parseHeader,
  wordsFromTarget,
} from '../../primitives/index.ts';
import { readArguments, readHeader, readHex, readWhole, readWord } from '../arguments.ts';
import type { Command, Io } from '../command.ts';
import { GPU_OPTIONS, GPU_OPTIONS_HELP, readGpuOptions } from '../gpu-options.ts';
import { UsageError } from '../usage-error.ts';

const OPTIONS = {
  from: { type: 'string', default: '0' },
  count: { type: 'string' },
  target: { type: 'string' },
  bits: { type: 'string' },
  engine: { type: 'string', default: 'auto' },
  workers: { type: 'string' },
  json: { type: 'boolean', default: false },
  ...GPU_OPTIONS,
} as const;

export const search: Command = {
  name: 'search',
  summary: 'find the nonces of a header that meet its target',
  help: `proofworks search HEADER_HEX [options]

Tries nonces of an 80-byte header and lists those whose double SHA-256 meets the target. Exit code 0 if there is
any, 1 if there is none.

  HEADER_HEX       the header, 160 hex digits; its own nonce is ignored
  --from N         first nonce (default 0)
  --count N        how many to try (default: all from there on)
  --target HEX     target, up to 64 hex digits, instead of the header's own
  --bits HEX       target in compact form, for example 1d00ffff, instead of the header's own
  --engine E       auto, ${ENGINE_NAMES.join(', ')} (default auto: GPU if there is one, else CPU)
  --workers N      threads of a CPU engine (default: one per core)
${GPU_OPTIONS_HELP}
  --json           print one JSON object: engine, adapter, found, hashes, seconds, hps`,
  run: runSearch,
};

async function runSearch(words: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = readArguments(words, OPTIONS);
  const header = readHeader(positionals);
  const from = readWhole('--from', values.from, 0, 2 ** 32 - 1);
  const count =
    values.count === undefined ? 2 ** 32 - from : readWhole('--count', values.count, 0, 2 ** 32 - from);
  const engine = readWord('--engine', values.engine, ['auto', ...ENGINE_NAMES]);
  const workers = values.workers === undefined ? undefined : readWhole('--workers', values.workers, 1, 1024);
  const target = readTarget(values, header);
  const host = io.createHost(readGpuOptions(values));
  const result = await searchRange(
    prepareWork(0, header, target),
    { start: from, count },
    {
      openers: await openersFor(engine, workers, host),
      clock: io.clock,
      signal: io.signal,
      onProgress: (done, hps) => {
        const left = hps > 0 ? formatDuration((count - done) / hps) : '';
        io.progress(
          `${formatCount(done)} of ${formatCount(count)} nonces, ${formatHashrate(hps)}, ${left} left`,
        );
      },
      onFallback: (error) => io.notice(`${error.message}; going on with the next engine`),
    },
  );
  io.progress('');
  const { found, hashes, seconds } = result;
  const hps = seconds > 0 ? hashes / seconds : 0;
  if (result.hardwareErrors > 0) {
    io.notice(`${formatCount(result.hardwareErrors)} nonces that the engine reported do not meet the target`);
  }
  if (values.json) {
    const { engine: name, adapter } = result.engine;
    io.print(JSON.stringify({ engine: name, adapter, found, hashes, seconds, hps }));
  } else {
    for (const nonce of found) io.print(String(nonce));
    io.notice(
      `${found.length === 0 ? 'none' : formatCount(found.length)} found in ${formatCount(count)} nonces; ${result.engine.engine} (${result.engine.adapter}), ${formatDuration(seconds)}, ${formatHashrate(hps)}`,
    );
  }
  return found.length > 0 ? 0 : 1;
}

function readTarget(
  values: { target?: string | undefined; bits?: string | undefined },
  header: Uint8Array,
): bigint {
  if (values.target !== undefined && values.bits !== undefined) {
    throw new UsageError('--target and --bits exclude each other');
  }
  if (values.target !== undefined) {
    const target = readHex('--target', values.target, 64);
    wordsFromTarget(target);
    return target;
  }
  const nBits =
    values.bits === undefined ? parseHeader(header).nBits : Number(readHex('--bits', values.bits, 8));
  const { target, isNegative, isOverflow } = decodeCompact(nBits);
  if (isNegative || isOverflow || target === 0n) {
    const what = isNegative ? 'negative' : isOverflow ? 'over 256 bits' : 'zero';
    const whose = values.bits === undefined ? "the header's own compact target" : '--bits';
    throw new UsageError(
      `${whose} ${nBits.toString(16).padStart(8, '0')} is ${what}: give --target or --bits`,
    );
  }
  return target;
}

/** One engine as named; or, for `auto`, the GPU if it is one, and the CPU's in order of speed. */
async function openersFor(engine: EngineName | 'auto', workers: number | undefined, host: EngineHost) {
  const { machine, adapter, hasWasm, hasWasmSimd } = await host.detect();
  const open = (name: EngineName) => () =>
    host.openEngine({ engine: name, workers: name === 'gpu' ? 1 : (workers ?? machine.cores) });
  if (engine !== 'auto') return [open(engine)];
  const names: EngineName[] = ['js'];
  if (hasWasm) names.unshift('wasm');
  if (hasWasmSimd) names.unshift('wasm-simd');
  if (adapter !== null && !adapter.isSoftware) names.unshift('gpu');
  return names.map(open);
}
