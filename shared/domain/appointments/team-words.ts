/** Who has a visit besides the doctor in whose list it stands. */
interface Team {
  /** The doctor whose visit it is; null where it is this one's own. */
  readonly assists: string | null;
  /** The doctors who assist in it. */
  readonly assistants: readonly string[];
  /** It is with whoever of those who share the time, and may pass to the other. */
  readonly withEither: boolean;
}

/** Who else has the visit, in a few words; none where nobody has. */
export function teamWords({ assists, assistants, withEither }: Team): string {
  if (assists !== null) return `assists Dr. ${assists}`;
  const whom = assistants.map((name) => `Dr. ${name}`).join(', ');
  return [withEither ? 'with either doctor' : '', whom && `with ${whom}`]
    .filter(Boolean)
    .join('; ');
}
