/** Who has a visit besides the doctor in whose list it stands. */
interface Team {
  /** The doctor whose visit it is; null where it is this one's own. */
  readonly assists: string | null;
  /** The doctors who assist in it. */
  readonly assistants: readonly string[];
}

/** Who else has the visit, in a few words; none where nobody has. */
export function teamWords({ assists, assistants }: Team): string {
  if (assists !== null) return `assists Dr. ${assists}`;
  return assistants.length === 0
    ? ''
    : `with ${assistants.map((name) => `Dr. ${name}`).join(', ')}`;
}
