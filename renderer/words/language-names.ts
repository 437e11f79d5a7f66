import type { LANGUAGES } from '../../shared/model/choices.ts';

/** Languages by the names that people at the desk have for them. */
export const languageNames: Readonly<Record<(typeof LANGUAGES)[number], string>> = {
  en: 'English',
  hi: 'Hindi',
  bn: 'Bengali',
};
