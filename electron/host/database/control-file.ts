/** PostgreSQL 18 keeps it within the first bytes of global/pg_control. */
const CONTROL_BYTES_MAX = 512;
const CONTROL_BYTES_MIN = 256;
const WORD = 4;
/** CRC-32C (Castagnoli), bits reversed. */
const POLYNOMIAL = 0x82f63b78;

/**
 * Whether the content of pg_control carries its own checksum. Where it stands depends on the
 * machine's alignment, so every place it can have is looked at.
 */
export function isControlFileWhole(bytes: Buffer): boolean {
  let crc = 0xffff_ffff;
  for (let at = 0; at + WORD <= Math.min(bytes.byteLength, CONTROL_BYTES_MAX); at += 1) {
    if (at >= CONTROL_BYTES_MIN && at % WORD === 0 && bytes.readUInt32LE(at) === ~crc >>> 0) {
      return true;
    }
    crc = addByte(crc, bytes.readUInt8(at));
  }
  return false;
}

/** CRC-32C of all bytes, as PostgreSQL writes it. */
export function checksumOf(bytes: Uint8Array): number {
  return ~bytes.reduce(addByte, 0xffff_ffff) >>> 0;
}

function addByte(crc: number, byte: number): number {
  let next = crc ^ byte;
  for (let bit = 0; bit < 8; bit += 1) {
    next = (next & 1) === 1 ? (next >>> 1) ^ POLYNOMIAL : next >>> 1;
  }
  return next;
}
