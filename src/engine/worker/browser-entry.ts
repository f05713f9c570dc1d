// The worker's program in a browser: any engine, the GPU's too.

import { openThreadEngine } from '../cpu/thread.ts';
import { openGpuEngine } from '../gpu/open.ts';
import type { FromWorker, ToWorker } from '../protocol.ts';
import { createWorkerHost } from './host.ts';

const clock = () => performance.now();
const post = (message: FromWorker) => self.postMessage(message);

const receive = createWorkerHost(
  async (request) =>
    request.engine === 'gpu'
      ? openGpuEngine(navigator.gpu, request.options, clock)
      : { engine: openThreadEngine(request.engine, clock, request.shape), variant: null },
  post,
);

self.addEventListener('message', (event: MessageEvent<ToWorker>) => receive(event.data));
