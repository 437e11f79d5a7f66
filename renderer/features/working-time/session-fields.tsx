import { NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import {
  BREAK_NAME_MAX,
  BREAKS_MAX,
  SESSION_SCOPES,
  SESSION_SERVICES_MAX,
} from '../../../shared/model/choices.ts';
import { isDay, type Weekday } from '../../../shared/time/day.ts';
import { ruleToRepetition } from '../../../shared/time/repetition.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useRoomChoices } from '../../replica/use-rooms.ts';
import { useServiceChoices } from '../../replica/use-service-choices.ts';
import { BreakFields } from '../../ui/break-fields.tsx';
import { RepeatFields } from '../../ui/repeat-fields.tsx';
import { RoomSelect } from '../../ui/room-select.tsx';
import { ServicesInput } from '../../ui/services-input.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { breakWords } from '../../words/break-words.ts';
import { DAY_NAMES } from '../../words/day-names.ts';
import { repeatWords } from '../../words/repeat-words.ts';
import { roomWords } from '../../words/room-words.ts';
import { sessionServiceWords } from '../../words/session-service-words.ts';
import type { SessionDraft } from './session-draft.ts';
import { words } from './working-time-words.ts';

interface Props {
  readonly draft: SessionDraft;
  readonly onChange: (draft: SessionDraft) => void;
}

/** What is to be done, and to which sessions. */
export function ScopeFields({ draft, onChange, inSeries }: Props & { readonly inSeries: boolean }) {
  return (
    <>
      <SegmentedControl
        aria-label={words.what}
        size="xs"
        fullWidth
        value={draft.deletes ? 'remove' : 'change'}
        onChange={(what) => onChange({ ...draft, deletes: what === 'remove' })}
        data={[
          { value: 'change', label: words.change },
          { value: 'remove', label: words.remove },
        ]}
      />
      {inSeries ? (
        <SegmentedControl
          aria-label={words.which}
          size="xs"
          fullWidth
          value={draft.scope}
          onChange={(scope) => onChange({ ...draft, scope: scope as SessionDraft['scope'] })}
          data={SESSION_SCOPES.map((value) => ({ value, label: words.scopes[value] }))}
        />
      ) : null}
    </>
  );
}

type Shape = Pick<
  SessionDraft,
  'from' | 'until' | 'slotMin' | 'capacity' | 'serviceIds' | 'tags' | 'breaks' | 'roomId'
>;

/** How the session is to be. */
export function ShapeFields<S extends Shape>({
  branchId,
  draft,
  onChange,
}: {
  readonly branchId: string;
  readonly draft: S;
  readonly onChange: (draft: S) => void;
}) {
  const { options, namesOf, onNew } = useClinicTags();
  const rooms = useRoomChoices(branchId, draft.roomId);
  const services = useServiceChoices(draft.serviceIds);
  return (
    <>
      <div className="working-time-pair">
        <TextInput
          label={words.from}
          type="time"
          required
          value={draft.from}
          onChange={(event) => onChange({ ...draft, from: event.currentTarget.value })}
        />
        <TextInput
          label={words.until}
          type="time"
          required
          value={draft.until}
          onChange={(event) => onChange({ ...draft, until: event.currentTarget.value })}
        />
      </div>
      <div className="working-time-pair">
        <NumberInput
          label={words.slot}
          min={5}
          max={240}
          step={5}
          allowDecimal={false}
          value={draft.slotMin}
          onChange={(minutes) => onChange({ ...draft, slotMin: Number(minutes) || 15 })}
        />
        <NumberInput
          label={words.capacity}
          min={1}
          max={50}
          allowDecimal={false}
          value={draft.capacity}
          onChange={(patients) => onChange({ ...draft, capacity: Number(patients) || 1 })}
        />
      </div>
      <ServicesInput
        label={sessionServiceWords.services}
        placeholder={sessionServiceWords.any}
        max={SESSION_SERVICES_MAX}
        choices={services}
        value={draft.serviceIds}
        onChange={(serviceIds) => onChange({ ...draft, serviceIds })}
      />
      <RoomSelect
        label={roomWords.room}
        placeholder={roomWords.none}
        rooms={rooms}
        value={draft.roomId}
        onChange={(roomId) => onChange({ ...draft, roomId })}
      />
      <BreakFields
        breaks={draft.breaks}
        labels={breakWords}
        max={BREAKS_MAX}
        nameMax={BREAK_NAME_MAX}
        work={draft}
        onChange={(breaks) => onChange({ ...draft, breaks })}
      />
      <TagInput
        label={words.tags}
        placeholder={words.tagsHint}
        max={20}
        {...{ options, onNew }}
        value={namesOf(draft.tags)}
        onChange={(tags) => onChange({ ...draft, tags })}
      />
    </>
  );
}

/** How much of a weekday's beginning takes more patients at once; none unless it is said. */
export function OpeningFields({ draft, onChange }: Props) {
  return (
    <div className="working-time-pair">
      <NumberInput
        label={words.opening}
        description={words.openingHint}
        min={0}
        max={240}
        step={draft.slotMin}
        allowDecimal={false}
        value={draft.openingMin}
        onChange={(minutes) => onChange({ ...draft, openingMin: Number(minutes) || 0 })}
      />
      <NumberInput
        label={words.openingCapacity}
        description={words.openingCapacityHint}
        min={1}
        max={50}
        allowDecimal={false}
        disabled={draft.openingMin === 0}
        value={draft.openingCapacity}
        onChange={(patients) => onChange({ ...draft, openingCapacity: Number(patients) || 1 })}
      />
    </div>
  );
}

/** How often it comes again, where that can be said; else the rule as it is. */
export function RuleFields(props: Props & { readonly rule: string; readonly weekday: Weekday }) {
  const { draft, onChange, rule, weekday } = props;
  const said = draft.repeats ?? ruleToRepetition(rule);
  if (said === null) return <p className="page-hint">{words.otherRule(rule)}</p>;
  return (
    <>
      <RepeatFields
        value={said.repetition}
        weekday={weekday}
        words={repeatWords}
        names={DAY_NAMES}
        onChange={(repetition) => {
          if (repetition) onChange({ ...draft, repeats: { ...said, repetition } });
        }}
      />
      <LastDayField
        value={said.lastDay ?? ''}
        onChange={(day) =>
          onChange({ ...draft, repeats: { ...said, lastDay: isDay(day) ? day : null } })
        }
      />
    </>
  );
}

/** The last day of what comes again, or none. */
export function LastDayField(props: {
  readonly value: string;
  readonly onChange: (day: string) => void;
}) {
  return (
    <TextInput
      label={repeatWords.lastDay}
      description={repeatWords.noEnd}
      inputWrapperOrder={['label', 'input', 'description']}
      type="date"
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
