import { PGlite } from '@electric-sql/pglite';
import { PARTS_MAX } from '../../../shared/engine/store/parts.ts';

const SETTINGS = {
  fsync: 'on',
  // PGlite's fdatasync never reaches the disk; its fsync does, through DurableFs.
  wal_sync_method: 'fsync',
  shared_buffers: '32MB',
  // Segments are recycled instead of growing; checkpoints are the housekeeping's.
  max_wal_size: '96MB',
  min_wal_size: '32MB',
  // Parts of a large write that are set aside until all of it is there.
  max_prepared_transactions: String(PARTS_MAX),
};

/** PGlite's own parameters without `-F`, which would turn fsync off, and with ours. */
export const START_PARAMETERS: readonly string[] = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'),
  ...Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];
