/** Where a replica finds central's parts, below central's address. */

/** POST, JSON, unsigned: a new device shows its one-time code. */
export const ENROL_PATH = '/v1/enrol';

/** POST, one frame each way, signed; from a kilobyte on compressed with zstd, by content-encoding. */
export const EXCHANGE_PATH = '/v1/exchange';

/**
 * GET, a WebSocket, signed over an empty body: central sends any message when it has something for
 * the replica, which then exchanges.
 */
export const WAKE_PATH = '/v1/wake';
