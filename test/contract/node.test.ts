// The contract in Node, by the clock: how soon engines let go of a scan, of their thread, of their device.

import { GPU_LIFETIME_CASES, LIFETIME_CASES } from './cases.ts';
import { describeGpu, describePools, describeThreads } from './node-benches.ts';

describeThreads(LIFETIME_CASES);
describePools(() => LIFETIME_CASES);
await describeGpu([...LIFETIME_CASES, ...GPU_LIFETIME_CASES]);
