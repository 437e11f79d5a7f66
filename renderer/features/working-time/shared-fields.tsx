import { Checkbox, Select } from '@mantine/core';
import type { Sharing } from '../../../shared/model/session-change.ts';
import { type Interval, overlaps } from '../../../shared/time/interval.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useSharerChoices } from '../../replica/use-sharer-choices.ts';
import { sharingWords as words } from '../../words/sharing-words.ts';
import { useSay } from '../../words/use-say.ts';

interface Props {
  readonly of: Interval & { readonly branchId: string; readonly doctorId: string };
  /** Who shares it until now. */
  readonly now: string | null;
  /** Left out while nobody said anything else. */
  readonly value: Sharing | null | undefined;
  readonly onChange: (value: Sharing | null | undefined) => void;
}

/** Which other doctor takes patients in this working time as well, and whether they are given it. */
export function SharedFields({ of, now, value, onChange }: Props) {
  const { client } = useDesk();
  const say = useSay();
  const others = useSharerChoices(of.branchId, of.doctorId);
  const sessions = useRows('sessions');
  const works = (doctorId: string): boolean =>
    [...sessions.values()].some(
      (one) =>
        one.doctorId === doctorId &&
        one.branchId === of.branchId &&
        !one.deleted &&
        overlaps(one, of),
    );
  const give = (doctorId: string, isGiven: boolean): void =>
    onChange({ doctorId, newId: isGiven ? client.newId() : null });
  const choose = (doctorId: string | null): void => {
    if (doctorId === now) onChange(undefined);
    else if (doctorId === null) onChange(null);
    else give(doctorId, !works(doctorId));
  };
  if (others.length === 0) return null;
  const doctorId = value === undefined ? now : (value?.doctorId ?? null);
  return (
    <>
      <Select
        label={words.sharedWith}
        placeholder={words.nobody}
        clearable
        searchable
        value={doctorId}
        data={others.map((id) => ({ value: id, label: say.doctor(id) }))}
        onChange={choose}
      />
      {value ? (
        <Checkbox
          label={words.giveTime(say.doctor(value.doctorId))}
          description={
            value.newId !== null
              ? undefined
              : words[works(value.doctorId) ? 'hasTime' : 'hasNone'](say.doctor(value.doctorId))
          }
          checked={value.newId !== null}
          onChange={(event) => give(value.doctorId, event.currentTarget.checked)}
        />
      ) : null}
      {value === null && now !== null ? (
        <p className="page-hint">{words.ends(say.doctor(now))}</p>
      ) : null}
    </>
  );
}
