/** Blocks, their order and their verdicts: what a chain is, before anyone mines it. */
export { ArrayHistory, type HeaderHistory } from './history.ts';
export { MEDIAN_TIME_BLOCKS, medianTimePast } from './median-time.ts';
export { type ChainDescription, type ChainStore, ChainStoreError, type StoredBlock } from './store/store.ts';
