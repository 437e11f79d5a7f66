/** Where an audit trail is: an entry by its number, and its hash; 0 and '' before the first. */
export interface TrailPlace {
  readonly no: number;
  readonly hash: string;
}
