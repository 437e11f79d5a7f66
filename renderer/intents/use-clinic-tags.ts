import { useMemo } from 'react';
import { findTag } from '../../shared/domain/tags/find-tag.ts';
import { TAG_NAME_MAX } from '../../shared/model/choices.ts';
import type { Tag } from '../../shared/model/tag.ts';
import { useRows } from '../replica/rows-store.ts';
import { useAnswersForBranch } from '../state/session-store.ts';
import { useDesk } from './desk.ts';

/** The clinic's marks as forms need them. */
export interface ClinicTags {
  /** Those in use, by name. */
  readonly options: readonly Tag[];
  /** What marks are called now that sessions may carry by a former name. */
  readonly namesOf: (names: readonly string[]) => readonly string[];
  /** Makes a mark of a name that was typed, where the person may; else it stays a name alone. */
  readonly onNew: (name: string) => void;
}

export function useClinicTags(): ClinicTags {
  const rows = useRows('tags');
  const { client, intents } = useDesk();
  const mayMake = useAnswersForBranch();
  return useMemo(() => {
    const tags = [...rows.values()];
    const options = tags
      .filter(({ active }) => active)
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const namesOf = (names: readonly string[]): readonly string[] => [
      ...new Set(names.map((name) => findTag(tags, name)?.name ?? name)),
    ];
    const onNew = (typed: string): void => {
      const name = typed.trim();
      if (!mayMake || name === '' || name.length > TAG_NAME_MAX || findTag(tags, name)) return;
      const plain = { hue: 'grey', effect: 'none', releaseMin: null, active: true } as const;
      void intents.send('save-tag', { id: client.newId(), name, ...plain }, `Mark “${name}” made.`);
    };
    return { options, namesOf, onNew };
  }, [rows, client, intents, mayMake]);
}
