import { ActionIcon, Button, NumberInput, Select, TextInput } from '@mantine/core';
import { IconCoffee, IconPlus, IconTrash } from '@tabler/icons-react';
import {
  BREAK_NAME_MAX,
  BREAKS_MAX,
  PATTERN_PIECES_MAX,
  SESSION_SERVICES_MAX,
} from '../../../shared/model/choices.ts';
import { useClinicTags } from '../../intents/use-clinic-tags.ts';
import { useTemplateRooms } from '../../replica/use-rooms.ts';
import { useServiceChoices } from '../../replica/use-service-choices.ts';
import { useSharerChoices } from '../../replica/use-sharer-choices.ts';
import { addBreak } from '../../ui/break-draft.ts';
import { BreakFields } from '../../ui/break-fields.tsx';
import { RoomSelect } from '../../ui/room-select.tsx';
import { ServicesInput } from '../../ui/services-input.tsx';
import { TagInput } from '../../ui/tag-input.tsx';
import { breakWords } from '../../words/break-words.ts';
import { DAY_NAMES } from '../../words/day-names.ts';
import { roomWords } from '../../words/room-words.ts';
import { sessionServiceWords } from '../../words/session-service-words.ts';
import { sharingWords } from '../../words/sharing-words.ts';
import { useSay } from '../../words/use-say.ts';
import { addPiece, type PieceDraft } from './piece-draft.ts';
import { words } from './templates-words.ts';

/** The stretches of a pattern, one line each. */
export function PieceRows(props: {
  readonly pieces: readonly PieceDraft[];
  /** Where the template is used; null is everywhere. */
  readonly branchId: string | null;
  readonly isWeek: boolean;
  readonly onChange: (pieces: readonly PieceDraft[]) => void;
}) {
  const { pieces, branchId, isWeek, onChange } = props;
  const change = (changed: PieceDraft): void =>
    onChange(pieces.map((piece) => (piece.key === changed.key ? changed : piece)));
  return (
    <div className="template-pieces">
      {pieces.length > 0 ? <PieceHead isWeek={isWeek} /> : null}
      {pieces.map((piece, i) => (
        <PieceRow
          key={piece.key}
          {...{ piece, branchId, isWeek, no: i + 1 }}
          onChange={change}
          onRemove={() => onChange(pieces.filter(({ key }) => key !== piece.key))}
        />
      ))}
      <div>
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          disabled={pieces.length >= PATTERN_PIECES_MAX}
          onClick={() => onChange(addPiece(pieces))}
        >
          {words.addPiece}
        </Button>
      </div>
    </div>
  );
}

/** Each field says its name itself; this is for the eye. */
function PieceHead({ isWeek }: { readonly isWeek: boolean }) {
  const names = [words.from, words.until, words.slot, words.capacity, words.tags];
  return (
    <div
      className="template-piece template-piece-head"
      data-week={isWeek || undefined}
      aria-hidden="true"
    >
      {[...(isWeek ? [words.day] : []), ...names].map((name) => (
        <span key={name}>{name}</span>
      ))}
    </div>
  );
}

function PieceRow(props: {
  readonly branchId: string | null;
  readonly piece: PieceDraft;
  /** Which line it is, to tell its fields from the others'. */
  readonly no: number;
  readonly isWeek: boolean;
  readonly onChange: (piece: PieceDraft) => void;
  readonly onRemove: () => void;
}) {
  const { piece, no, onChange } = props;
  const label = (name: string): string => `${name} ${no}`;
  return (
    <div className="template-piece" data-week={props.isWeek || undefined}>
      {props.isWeek ? (
        <Select
          size="xs"
          aria-label={label(words.day)}
          allowDeselect={false}
          value={String(piece.day)}
          data={DAY_NAMES.map((name, day) => ({ value: String(day), label: name }))}
          onChange={(day) => onChange({ ...piece, day: Number(day) })}
        />
      ) : null}
      {(['from', 'until'] as const).map((field) => (
        <TextInput
          key={field}
          size="xs"
          type="time"
          required
          aria-label={label(words[field])}
          value={piece[field]}
          onChange={(event) => onChange({ ...piece, [field]: event.currentTarget.value })}
        />
      ))}
      <PieceShape {...{ piece, label, onChange }} />
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${breakWords.add}, ${no}`}
        title={breakWords.add}
        disabled={piece.breaks.length > 0}
        onClick={() =>
          onChange({ ...piece, breaks: addBreak(piece.breaks, breakWords.newName, piece) })
        }
      >
        <IconCoffee size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={label(words.removePiece)}
        onClick={props.onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
      <div className="template-piece-more">
        <PieceServices {...{ piece, label, onChange }} />
        <PieceWhere {...{ piece, label, onChange }} branchId={props.branchId} />
      </div>
      {piece.breaks.length > 0 ? <PieceBreaks {...{ piece, onChange }} /> : null}
    </div>
  );
}

/** How patients are seen in it. */
function PieceShape(props: {
  readonly piece: PieceDraft;
  readonly label: (name: string) => string;
  readonly onChange: (piece: PieceDraft) => void;
}) {
  const { piece, label, onChange } = props;
  const { options, namesOf, onNew } = useClinicTags();
  return (
    <>
      <NumberInput
        size="xs"
        aria-label={label(words.slot)}
        min={5}
        max={240}
        step={5}
        allowDecimal={false}
        value={piece.slotMin}
        onChange={(minutes) => onChange({ ...piece, slotMin: Number(minutes) || 15 })}
      />
      <NumberInput
        size="xs"
        aria-label={label(words.capacity)}
        min={1}
        max={50}
        allowDecimal={false}
        value={piece.capacity}
        onChange={(patients) => onChange({ ...piece, capacity: Number(patients) || 1 })}
      />
      <TagInput
        size="xs"
        aria-label={label(words.tags)}
        placeholder={words.tagsHint}
        max={20}
        {...{ options, onNew }}
        value={namesOf(piece.tags)}
        onChange={(tags) => onChange({ ...piece, tags })}
      />
    </>
  );
}

/** What it is for. */
function PieceServices(props: {
  readonly piece: PieceDraft;
  readonly label: (name: string) => string;
  readonly onChange: (piece: PieceDraft) => void;
}) {
  const { piece, label, onChange } = props;
  const choices = useServiceChoices(piece.serviceIds);
  return (
    <div className="template-piece-services">
      <ServicesInput
        size="xs"
        aria-label={label(sessionServiceWords.services)}
        placeholder={sessionServiceWords.forAny}
        max={SESSION_SERVICES_MAX}
        choices={choices}
        value={piece.serviceIds}
        onChange={(serviceIds) => onChange({ ...piece, serviceIds })}
      />
    </div>
  );
}

/**
 * In which room, of the template's branch, or in one for every branch by its name there; and who has
 * patients in it as well.
 */
function PieceWhere(props: {
  readonly branchId: string | null;
  readonly piece: PieceDraft;
  readonly label: (name: string) => string;
  readonly onChange: (piece: PieceDraft) => void;
}) {
  const { piece, label, onChange } = props;
  const rooms = useTemplateRooms(props.branchId, piece.roomId);
  const doctors = useSharerChoices(props.branchId);
  const say = useSay();
  return (
    <div className="template-piece-where">
      <RoomSelect
        size="xs"
        isQuiet
        label={label(roomWords.room)}
        placeholder={roomWords.none}
        rooms={rooms}
        value={piece.roomId}
        onChange={(roomId) => onChange({ ...piece, roomId })}
      />
      {doctors.length > 1 || piece.sharedWith !== null ? (
        <Select
          size="xs"
          aria-label={label(sharingWords.sharedWith)}
          placeholder={sharingWords.sharedWithNobody}
          clearable
          searchable
          value={piece.sharedWith}
          data={doctors.map((id) => ({ value: id, label: say.doctor(id) }))}
          onChange={(sharedWith) => onChange({ ...piece, sharedWith })}
        />
      ) : null}
    </div>
  );
}

function PieceBreaks({
  piece,
  onChange,
}: {
  readonly piece: PieceDraft;
  readonly onChange: (piece: PieceDraft) => void;
}) {
  return (
    <div className="template-piece-breaks">
      <BreakFields
        breaks={piece.breaks}
        labels={breakWords}
        max={BREAKS_MAX}
        nameMax={BREAK_NAME_MAX}
        work={piece}
        onChange={(breaks) => onChange({ ...piece, breaks })}
      />
    </div>
  );
}
