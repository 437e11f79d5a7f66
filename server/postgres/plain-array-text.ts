/** Neither quoted nor taken for something else in PostgreSQL's text of an array. */
const PLAIN = /^(?!null$)[\w.~+:-]+$/i;

/**
 * An array as PostgreSQL reads it (its documentation, "Array Input and Output Syntax"), if all in it
 * are numbers, truths, nulls and words such as ids; null otherwise. pg looks at each element several
 * times, which was a third of what central's own process did for a push.
 */
export function plainArrayText(values: readonly unknown[]): string | null {
  const texts: string[] = [];
  for (const value of values) {
    const text = value === null ? 'NULL' : plainText(value);
    if (text === null) return null;
    texts.push(text);
  }
  return `{${texts.join(',')}}`;
}

function plainText(value: unknown): string | null {
  if (typeof value === 'string') return PLAIN.test(value) ? value : null;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
