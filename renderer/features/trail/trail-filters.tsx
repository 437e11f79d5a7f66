import { Select, TextInput } from '@mantine/core';
import { TOLD_TRAIL, TRAIL_SOURCES } from '../../../shared/wire/desk/trail-choices.ts';
import { useAnswer } from '../../intents/use-answer.ts';
import { useSession } from '../../state/session-store.ts';
import { ACT_WORDS } from '../../words/act-words.ts';
import type { TrailDraft } from './trail-draft.ts';
import { words } from './trail-words.ts';

const TEXT_MAX = 200;
const ACTS = Object.entries(ACT_WORDS)
  .map(([value, label]) => ({ value, label }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

/** What to look for, and on which days. */
export function TrailFilters(props: {
  readonly draft: TrailDraft;
  readonly onChange: (more: Partial<TrailDraft>) => void;
}) {
  const { draft, onChange } = props;
  const day = (name: 'firstDay' | 'lastDay', label: string) => (
    <TextInput
      label={label}
      type="date"
      value={draft[name]}
      onChange={(event) => onChange({ [name]: event.currentTarget.value })}
    />
  );
  const { answer } = useAnswer({ kind: 'kept-trails' });
  const kept = answer?.ok ? answer.value : [];
  const isReview = useSession(({ replica }) => replica?.kind === 'review');
  const others = [
    ...(isReview ? [{ value: TOLD_TRAIL, label: words.told }] : []),
    ...kept.map((one) => ({ value: one.sender, label: words.keptOf(one) })),
  ];
  return (
    <search className="form-grid trail-filters">
      {others.length > 0 ? (
        <Select
          label={words.of}
          placeholder={words.own}
          value={draft.of}
          data={others}
          clearable
          onChange={(of) => onChange({ of })}
        />
      ) : null}
      <TextInput
        label={words.search}
        value={draft.text}
        maxLength={TEXT_MAX}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
      />
      <Select
        label={words.act}
        placeholder={words.anything}
        value={draft.act}
        data={ACTS}
        searchable
        clearable
        onChange={(act) => onChange({ act })}
      />
      <Select
        label={words.source}
        placeholder={words.anywhere}
        value={draft.source}
        data={TRAIL_SOURCES.map((value) => ({ value, label: words.sources[value] }))}
        clearable
        onChange={(source) => onChange({ source: source as TrailDraft['source'] })}
      />
      {day('firstDay', words.from)}
      {day('lastDay', words.until)}
    </search>
  );
}
