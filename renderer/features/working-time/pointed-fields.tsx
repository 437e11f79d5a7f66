import { SegmentedControl } from '@mantine/core';
import { SCOPES } from '../../../shared/model/choices.ts';
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
      {pointedAt.seriesId === null ? null : (
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
