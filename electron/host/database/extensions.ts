import { amcheck } from '@electric-sql/pglite/contrib/amcheck';
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

/** What the book needs of Postgres beyond its core. */
export const EXTENSIONS = { btree_gist, pg_trgm, amcheck };
