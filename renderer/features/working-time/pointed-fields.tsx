import { SegmentedControl } from '@mantine/core';
import { goesOnOwn } from '../../../shared/domain/schedule/alter-session.ts';
import { SCOPES } from '../../../shared/model/choices.ts';
import type { Alteration } from '../../../shared/model/many-sessions.ts';
import { addDays, type DayKey, dayStartMs } from '../../../shared/time/day.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { useSay } from '../../words/use-say.ts';
import type { ManyFieldsProps } from './choice-fields.tsx';
import type { ManyDraft } from './many-draft.ts';
import { words } from './working-time-words.ts';

/** How many were pointed at; of one in a series, whether others of it are meant too. */
export function PointedFields(
  props: ManyFieldsProps & { readonly pointedAt: NonNullable<ManyDraft['pointedAt']> },
) {
  const { draft, pointedAt, onChange } = props;
  return (
    <>
      <p>{words.many.pointedAt(pointedAt.sessionIds.length)}</p>
      <OwnMove to={draft.to} day={pointedAt.firstDay} />
      {pointedAt.seriesId === null || goesOnOwn(draft.to) ? null : (
        <SegmentedControl
          aria-label={words.which}
          size="xs"
          fullWidth
          value={pointedAt.scope}
          onChange={(value) => {
            const scope = SCOPES.find((one) => one === value) ?? 'this';
            onChange({ ...draft, pointedAt: { ...pointedAt, scope } });
          }}
          data={SCOPES.map((value) => ({ value, label: words.scopes[value] }))}
        />
      )}
    </>
  );
}

/** What becomes of its day and its length, which it was dragged to. */
function OwnMove(props: { readonly to: Alteration; readonly day: DayKey }) {
  const { shiftDays = 0, endsLaterMin = 0 } = props.to;
  const say = useSay();
  const zone = useBranch()?.zone;
  if (!zone || !goesOnOwn(props.to)) return null;
  return (
    <p>
      {shiftDays === 0
        ? null
        : words.many.goesTo(say.day(dayStartMs(zone, addDays(props.day, shiftDays))))}{' '}
      {endsLaterMin === 0 ? null : words.many.ends(endsLaterMin)}
    </p>
  );
}
