import { PLACEHOLDERS, SEVERAL_KINDS } from '../../model/choices.ts';
import type { TextKind } from '../../model/message-text.ts';

type Placeholder = (typeof PLACEHOLDERS)[number];

const isSeveral = (kind: TextKind): boolean => (SEVERAL_KINDS as readonly string[]).includes(kind);
const isOne = (kind: TextKind): boolean => !isSeveral(kind);

/** Those that mean something in some messages alone: only who lost a time is offered others. */
const ONLY_IN: Partial<Record<Placeholder, (kind: TextKind) => boolean>> = {
  offers: (kind) => kind === 'displaced' || kind === 'several-displaced',
  deadline: (kind) => kind === 'offer',
  ...{ date: isOne, time: isOne, visits: isSeveral, count: isSeveral },
};

export const placeholdersOf = (kind: TextKind): readonly string[] =>
  PLACEHOLDERS.filter((name) => ONLY_IN[name]?.(kind) ?? true);

/** What stands for nothing in the text of a message: names in braces that there are not, and lone braces. */
export function findUnknownPlaceholders(kind: TextKind, text: string): readonly string[] {
  const known = placeholdersOf(kind);
  const unknown: string[] = [];
  const rest = text.replaceAll(/\{([^{}]*)\}/g, (whole, name: string) => {
    if (!known.includes(name)) unknown.push(whole);
    return '';
  });
  const lone = ['{', '}'].filter((brace) => rest.includes(brace));
  return [...new Set([...unknown, ...lone])];
}
