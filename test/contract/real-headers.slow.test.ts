// Every real header in its full window on the engines that take minutes for it.

import { availableParallelism } from 'node:os';
import { openPool } from './node-engines.ts';
import { describeRealHeaders, describeRealHeadersOnGpu } from './real-headers.ts';

const FULL_WINDOW = 2 ** 16;

describeRealHeaders('reference', FULL_WINDOW, () => openPool('reference', availableParallelism()));
describeRealHeadersOnGpu(FULL_WINDOW);
