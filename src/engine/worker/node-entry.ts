// The worker's program in Node: the CPU engines. The GPU's needs none, Dawn has its own threads.

import { parentPort } from 'node:worker_threads';
import { openThreadEngine } from '../cpu/thread.ts';
import { EngineUnavailableError } from '../errors.ts';
import type { ToWorker } from '../protocol.ts';
import { createWorkerHost } from './host.ts';

const clock = () => performance.now();

const receive = createWorkerHost(
  async (request) => {
    if (request.engine === 'gpu') throw new EngineUnavailableError('the GPU engine runs on the main thread');
    return { engine: openThreadEngine(request.engine, clock, request.shape), variant: null };
  },
  (message) => parentPort?.postMessage(message),
);

parentPort?.on('message', (message: ToWorker) => receive(message));
