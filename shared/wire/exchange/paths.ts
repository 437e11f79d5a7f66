/** Where a replica finds central's parts, below central's address. */

/** POST, JSON, unsigned: a new device shows its one-time code. */
export const ENROL_PATH = '/v1/enrol';

/** POST, one frame each way, signed; from a kilobyte on compressed with zstd, by content-encoding. */
export const EXCHANGE_PATH = '/v1/exchange';

/**
 * POST, signed by whoever carries it: another replica's push, sealed and signed by that one. The
 * answer is sealed for that one.
 */
export const CARRIED_PATH = '/v1/carried';

/** POST, JSON, signed by the device's key so far: the key it will sign with from now on. */
export const DEVICE_KEY_PATH = '/v1/device-key';

/**
 * GET, a WebSocket, signed over an empty body: central sends any message when it has something for
 * the replica, which then exchanges.
 */
export const WAKE_PATH = '/v1/wake';

/** POST, JSON, by an administrator's name and password: a code that enrols one device. */
export const CODES_PATH = '/v1/codes';

/** POST, JSON, by an administrator's name and password: takes a device out of service. */
export const REVOCATIONS_PATH = '/v1/revocations';
