// Every real header on every engine. The slow engines get smaller windows here, the full ones in
// real-headers.slow.test.ts.

import { availableParallelism } from 'node:os';
import { openPool } from './node-engines.ts';
import { describeRealHeaders, describeRealHeadersOnGpu } from './real-headers.ts';

const FULL_WINDOW = 2 ** 16;
const SMALL_WINDOW = 2 ** 11;
const workers = availableParallelism();

describeRealHeaders('wasm-simd', FULL_WINDOW, () => openPool('wasm-simd', workers));
describeRealHeaders('wasm', FULL_WINDOW, () => openPool('wasm', workers));
describeRealHeaders('js', FULL_WINDOW, () => openPool('js', workers));
describeRealHeaders('reference', SMALL_WINDOW, () => openPool('reference', workers));
describeRealHeadersOnGpu(SMALL_WINDOW);
