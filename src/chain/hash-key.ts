/** Hashes as keys of maps. */

/** A map's key for 32 bytes: sixteen UTF-16 units, several times cheaper to make than hexadecimal text. */
export function keyOfHash(hash: Uint8Array): string {
  const unit = (i: number) => hash[2 * i]! | (hash[2 * i + 1]! << 8);
  return String.fromCharCode(
    unit(0),
    unit(1),
    unit(2),
    unit(3),
    unit(4),
    unit(5),
    unit(6),
    unit(7),
    unit(8),
    unit(9),
    unit(10),
    unit(11),
    unit(12),
    unit(13),
    unit(14),
    unit(15),
  );
}
