// How a test pool behaves: each habit of a real server, and each fault, is one switch. They may be changed while it runs.

/** What a pool says to a request. */
export interface Answer {
  readonly result: unknown;
  readonly error: unknown;
}

/** Where bytes go wrong on the way to a client. */
export interface WireFaults {
  /** Milliseconds that each message is on its way. */
  delayMs: number;
  /** Milliseconds in which messages gather, to be sent in one piece. */
  joinMs: number;
  /** Sizes of the pieces that are sent, over and over; empty for messages as they are. */
  chunkBytes: readonly number[];
  /** The first connection is cut after so many bytes, the second after the second number, and so on; later ones are not. */
  cuts: readonly number[];
}

/** All switches. */
export interface PoolOptions extends WireFaults {
  /** Version bits that a client may roll; null where the pool knows nothing of that. */
  versionMask: number | null;
  /** What a pool makes of submitted bits: BIP310 puts them in place of the masked ones; ckpool ORs; public-pool XORs. */
  versionRule: 'replace' | 'or' | 'xor';
  /** Bits set in each job's version, beside the node's. */
  versionBits: number;
  extraNonce1Bytes: number;
  extraNonce2Bytes: number;
  /** Whether a session id brings the same extra nonce 1 back. */
  resumes: boolean;
  authorize: (user: string, password: string) => boolean;
  /** When the first job comes. */
  firstJob: 'subscribed' | 'before the answer to authorize' | 'authorized';
  /** Of shares, for new connections. */
  difficulty: number;
  honoursSuggestion: boolean;
  /** How a refused share is answered. */
  refusal: { readonly result: false | null; readonly elements: 2 | 3 };
  /** Methods that are done, but not answered. */
  silentTo: readonly string[];
  /** Answers in place of the pool's own, by method; what the method does is done all the same. */
  answers: Readonly<Record<string, (params: readonly unknown[]) => Answer>>;
  /** Whether shares of jobs that a clean one has replaced are credited. */
  takesLate: boolean;
  /** Whether a new block brings everyone a clean job. */
  renewsJobs: boolean;
  /** Added to each job's time. */
  timeShiftSec: number;
}

/** A well-behaved pool that does not answer `mining.suggest_difficulty`, as ckpool and public-pool do not. */
export const DEFAULT_OPTIONS: PoolOptions = {
  versionMask: 0x1fffe000,
  versionRule: 'replace',
  versionBits: 0,
  extraNonce1Bytes: 4,
  extraNonce2Bytes: 4,
  resumes: true,
  authorize: () => true,
  firstJob: 'authorized',
  difficulty: 1e-6,
  honoursSuggestion: true,
  refusal: { result: false, elements: 3 },
  silentTo: ['mining.suggest_difficulty'],
  answers: {},
  takesLate: false,
  renewsJobs: true,
  timeShiftSec: 0,
  delayMs: 0,
  joinMs: 0,
  chunkBytes: [],
  cuts: [],
};
