import { PLACEHOLDERS } from '../../model/choices.ts';
import type { NoticeKind } from '../../model/notification.ts';

/** Only who lost a time is offered others. */
export const placeholdersOf = (kind: NoticeKind): readonly string[] =>
  PLACEHOLDERS.filter((name) => name !== 'offers' || kind === 'displaced');

/** What stands for nothing in the text of a message: names in braces that there are not, and lone braces. */
export function findUnknownPlaceholders(kind: NoticeKind, text: string): readonly string[] {
  const known = placeholdersOf(kind);
  const unknown: string[] = [];
  const rest = text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    if (!known.includes(name)) unknown.push(whole);
    return '';
  });
  const lone = ['{', '}'].filter((brace) => rest.includes(brace));
  return [...new Set([...unknown, ...lone])];
}
