/** The person's own way to write dates and numbers; some systems name one that nobody knows. */
export const LOCALE = knownLocale(navigator.language);

function knownLocale(name: string): string {
  try {
    return Intl.getCanonicalLocales(name)[0] ?? 'en-GB';
  } catch {
    return 'en-GB';
  }
}
