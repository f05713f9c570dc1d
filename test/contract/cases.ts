// The contract that every engine keeps, as cases that any runner can run: Node's, or a page.

export { ANSWER_CASES } from './answer-cases.ts';
export { GPU_KERNEL_CASES, GPU_LIFETIME_CASES } from './gpu-cases.ts';
/** These hold times against limits: nothing else may run beside them. */
export { LIFETIME_CASES } from './lifetime-cases.ts';
export { POOL_CASES, SURVIVAL_CASES } from './pool-cases.ts';
