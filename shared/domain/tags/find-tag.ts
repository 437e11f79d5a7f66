import type { Tag } from '../../model/tag.ts';

type Named = Pick<Tag, 'id' | 'name' | 'names'>;

/**
 * The mark that a session carries by this name, or by one that it had before. Where several made
 * apart answer to it, it is the one that is called so now, and of those the same on every replica.
 */
export function findTag<T extends Named>(tags: readonly T[], name: string): T | null {
  const first = (those: readonly T[]): T | null =>
    those.toSorted((a, b) => (a.id < b.id ? -1 : 1))[0] ?? null;
  return (
    first(tags.filter((tag) => tag.name === name)) ??
    first(tags.filter((tag) => tag.names.includes(name)))
  );
}

/** The names of marks together with all others that they have, or had. */
export const everyName = (tags: readonly Named[], names: readonly string[]): readonly string[] => [
  ...new Set(
    names.flatMap((name) => {
      const tag = findTag(tags, name);
      return tag ? [name, ...tag.names] : [name];
    }),
  ),
];
