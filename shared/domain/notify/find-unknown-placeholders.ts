import { PLACEHOLDERS } from '../../model/choices.ts';
import type { NoticeKind } from '../../model/notification.ts';

/** Those that mean something in one kind of message alone: only who lost a time is offered others. */
const ONLY_IN: Readonly<Record<string, NoticeKind>> = { offers: 'displaced', deadline: 'offer' };

export const placeholdersOf = (kind: NoticeKind): readonly string[] =>
  PLACEHOLDERS.filter((name) => (ONLY_IN[name] ?? kind) === kind);

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
