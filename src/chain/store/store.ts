/** What keeps a chain: one small interface, so that Node's directory and the browser's database pass one suite. */

/** A block as it is stored: a private chain's blocks hold nothing beside their coinbase. */
export interface StoredBlock {
  /** 80 bytes as serialised. */
  readonly header: Uint8Array;
  /** The coinbase transaction as serialised, with its witness where there is one. */
  readonly coinbase: Uint8Array;
}

/** What a chain is; fixed when it is created. Everything in it is JSON. */
export interface ChainDescription {
  /** Name of the retarget rule, as in `difficulty/`. */
  readonly rule: string;
  /** Whole seconds. */
  readonly targetSpacingSec: number;
  /** The rule's window in blocks. */
  readonly windowBlocks: number;
  /** Easiest target, 64 hex digits, most significant first. */
  readonly powLimit: string;
  /** The first block: its header, 160 hex digits, and its coinbase in hex. */
  readonly genesisHeader: string;
  readonly genesisCoinbase: string;
}

/** Keeps one chain. Opening, reading and appending reject with a `ChainStoreError`; what is no block, with a `RangeError`. */
export interface ChainStore {
  /** What was set right while opening (a torn tail dropped), one sentence each. */
  readonly notices: readonly string[];
  /** Null while the store is new. */
  readonly description: ChainDescription | null;
  /** Blocks stored so far, the genesis block not among them. */
  readonly blockCount: number;
  /** Makes a new store a chain; rejects where there is one already, and with a `RangeError` for a wrong description. */
  create(description: ChainDescription): Promise<void>;
  /**
   * The blocks that are stored when reading begins, in the order in which they were appended: a parent before its
   * children.
   */
  readBlocks(): AsyncIterable<StoredBlock>;
  /**
   * Appends a block. When the promise resolves, the block survives the end of the process and of the machine. When it
   * rejects, the block is not stored and what was stored before is whole.
   */
  append(block: StoredBlock): Promise<void>;
  /**
   * Puts another chain in the place of the present one, in one step and under the same lock: whatever ends the program
   * or the machine in between, the store holds the whole old chain or the whole new one. When it rejects before that
   * step, the old one is still there; readers of the old one are told. Rejects where there is no chain yet, and with a
   * `RangeError` for what is no description or no block.
   *
   * @param blocks - In the order in which they are to be read; none where absent.
   */
  replace(description: ChainDescription, blocks?: readonly StoredBlock[]): Promise<void>;
  /** Finishes what was begun, then lets another writer open the store; a second call does nothing more. */
  close(): Promise<void>;
}

/** Why a store cannot be opened, read or written, in one sentence that also says what to do. */
export class ChainStoreError extends Error {
  override readonly name = 'ChainStoreError';
}

/** What is stored is no whole chain, and will not become one by another try. */
export class DamagedStoreError extends ChainStoreError {}

/** What a reader is told whose chain is no longer there. */
export const replacedWhileRead = (): ChainStoreError =>
  new ChainStoreError('another chain was put in the place of the one that was being read: read it again');

/** What a writer is told who has made no chain yet. */
export const holdsNoChain = (): ChainStoreError =>
  new ChainStoreError('the store holds no chain yet: make one first');

/** What a user is told who has closed a store. */
export const isClosed = (): ChainStoreError => new ChainStoreError('the store is closed: open it again');
