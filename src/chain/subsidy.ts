/** The block subsidy: new coins, halved at fixed heights until nothing is left. */

/** Satoshi per coin. */
export const COIN_SATS = 100_000_000n;

/** Blocks between halvings on Bitcoin's main network (Bitcoin Core, `nSubsidyHalvingInterval`). */
export const MAINNET_HALVING_INTERVAL_BLOCKS = 210_000;

/**
 * What a block may create, fees aside.
 *
 * @param height - From 0.
 * @param halvingIntervalBlocks - Whole, from 1.
 * @returns Satoshi: 50 coins, halved once per interval; 0 from the 64th halving on.
 * @throws {RangeError} if an argument is out of range.
 * @see Bitcoin Core, `GetBlockSubsidy`
 */
export function blockSubsidySats(
  height: number,
  halvingIntervalBlocks: number = MAINNET_HALVING_INTERVAL_BLOCKS,
): bigint {
  assertWhole('height', height, 0);
  assertWhole('halvingIntervalBlocks', halvingIntervalBlocks, 1);
  const halvings = Math.floor(height / halvingIntervalBlocks);
  return halvings >= 64 ? 0n : (50n * COIN_SATS) >> BigInt(halvings);
}

function assertWhole(name: string, value: number, low: number): void {
  if (!Number.isSafeInteger(value) || value < low) {
    throw new RangeError(`"${name}" expected a whole number from ${low}, got ${value}`);
  }
}
