// Real mainnet headers whose nonces an engine must find before it may mine. Each proves itself: its hash meets
// its own target.

/** A mainnet header, 80 bytes as 160 hex digits. */
export interface KnownHeader {
  readonly height: number;
  readonly hex: string;
}

/**
 * The genesis block, the example of the Bitcoin wiki's hashing page, that of "Mastering Bitcoin", and one
 * whose miner rolled its version bits.
 */
export const KNOWN_HEADERS: readonly KnownHeader[] = [
  {
    height: 0,
    hex: '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c',
  },
  {
    height: 125552,
    hex: '0100000081cd02ab7e569e8bcd9317e2fe99f2de44d49ab2b8851ba4a308000000000000e320b6c2fffc8d750423db8b1eb942ae710e951ed797f7affc8892b0f1fc122bc7f5d74df2b9441a42a14695',
  },
  {
    height: 277316,
    hex: '0200000069054f28012b4474caa9e821102655cc74037c415ad2bba702000000000000002ecfc74ceb512c5055bcff7e57735f7323c32f8bbb48f5e96307e5268c001cc93a09be520ca3031988261c37',
  },
  {
    height: 481829,
    hex: '02000020230f7191cfa5c630dc171288b37336cb22d561b41e33bc0000000000000000008dc5b66144b35ae39736bd6e4c449ea3a1ea810b0bcdd87eafc7cae27b696ff05d489e59e93c01180333639c',
  },
];
