// The contract that every engine keeps, as cases that any runner can run: Node's, or a page.

import { ANSWER_CASES } from './answer-cases.ts';
import type { ContractCase } from './bench.ts';
import { LIFETIME_CASES } from './lifetime-cases.ts';

/** For every engine. */
export const ENGINE_CASES: readonly ContractCase[] = [...ANSWER_CASES, ...LIFETIME_CASES];

export { ANSWER_CASES } from './answer-cases.ts';
export { GPU_CASES } from './gpu-cases.ts';
export { POOL_CASES, SURVIVAL_CASES } from './pool-cases.ts';
