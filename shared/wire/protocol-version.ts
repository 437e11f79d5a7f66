/**
 * The version of every message in this folder. A test pins it to a hash of the schemas, so that a
 * message cannot change without this number being thought about.
 *
 * 1 (November 2026): the first.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest replica whose pushes central still takes: unsynced work must always be handed over. */
export const PROTOCOL_FLOOR = 1;
