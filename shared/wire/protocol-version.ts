/**
 * The version of every message in this folder. A test pins it to a hash of the schemas, so that a
 * message cannot change without this number being thought about.
 *
 * 1 (November 2026): the first.
 */
export const PROTOCOL_VERSION = 1;

/** The oldest replica whose pushes central still takes: unsynced work must always be handed over. */
export const PROTOCOL_FLOOR = 1;

/** What a program speaks with its peers. */
export interface Protocol {
  readonly version: number;
  /** The oldest version that central answers in full: the one before its own. */
  readonly servedFrom: number;
  /** The oldest version of which central takes what a replica hands over. */
  readonly floor: number;
}

export const PROTOCOL: Protocol = {
  version: PROTOCOL_VERSION,
  servedFrom: Math.max(PROTOCOL_FLOOR, PROTOCOL_VERSION - 1),
  floor: PROTOCOL_FLOOR,
};
