import './doctors.css';
import { Button, Select, TextInput } from '@mantine/core';
import { IconPlus, IconStethoscope } from '@tabler/icons-react';
import { useState } from 'react';
import { DOCTOR_KINDS } from '../../../shared/model/choices.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useSay } from '../../words/use-say.ts';
import { type DoctorDraft, doctorToDraft, draftToDoctor, newDoctorDraft } from './doctor-draft.ts';
import { DoctorForm } from './doctor-form.tsx';
import { type DoctorLine, DoctorsTable } from './doctors-table.tsx';
import { words } from './doctors-words.ts';

const SHOWN_MAX = 200;

interface Open {
  readonly id: string;
  readonly isNew: boolean;
  readonly draft: DoctorDraft;
}

/** Who works here: found by name, speciality or branch, added and changed. */
export function DoctorsScreen() {
  const { client } = useDesk();
  const place = useBranch();
  const [open, setOpen] = useState<Open | null>(null);
  const saving = useSaving(() => setOpen(null));
  const start = (next: Open): void => {
    saving.clear();
    setOpen(next);
  };
  const add = (): void => {
    const branchIds = place ? [place.branch.id] : [];
    start({ id: client.newId(), isNew: true, draft: newDoctorDraft(branchIds) });
  };
  const edit = ({ doctor, branchIds, agreement }: DoctorLine): void => {
    const draft = doctorToDraft(doctor, branchIds, agreement);
    start({ id: doctor.id, isNew: false, draft });
  };
  return (
    <section className="page">
      <div className="page-head">
        <h1>{words.title}</h1>
        <Button leftSection={<IconPlus size={15} />} disabled={open !== null} onClick={add}>
          {words.newDoctor}
        </Button>
      </div>
      <p className="page-hint">{words.intro}</p>
      {open ? (
        <DoctorForm
          key={open.id}
          {...open}
          isBusy={saving.isBusy}
          refusal={saving.refusal}
          onSave={(draft) => void saving.save(draft, open.id)}
          onLeave={() => setOpen(null)}
        />
      ) : null}
      <FoundDoctors onEdit={edit} />
    </section>
  );
}

function useSaving(onDone: () => void) {
  const { intents } = useDesk();
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isBusy, setBusy] = useState(false);
  const save = async (draft: DoctorDraft, id: string): Promise<void> => {
    setBusy(true);
    const input = draftToDoctor(draft, id);
    const answer = await intents.send('save-doctor', input, words.saved(draft.name));
    setBusy(false);
    setRefusal(answer.ok ? null : answer.error);
    if (answer.ok) onDone();
  };
  return { save, refusal, isBusy, clear: (): void => setRefusal(null) };
}

function FoundDoctors(props: { readonly onEdit: (line: DoctorLine) => void }) {
  const say = useSay();
  const lines = useDoctorLines();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<string | null>(null);
  const wanted = text.trim().toLowerCase();
  const found = lines.filter(
    ({ doctor, branchIds }) =>
      (kind === null || doctor.kind === kind) &&
      [doctor.name, doctor.speciality, ...branchIds.map(say.branch)].some((known) =>
        known.toLowerCase().includes(wanted),
      ),
  );
  if (lines.length === 0) {
    return (
      <EmptyState title={words.none} icon={<IconStethoscope size={32} stroke={1.5} />}>
        {words.noneHint}
      </EmptyState>
    );
  }
  return (
    <>
      <div className="doctor-filter">
        <TextInput
          label={words.search}
          placeholder={words.searchHint}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Select
          label={words.ofKind}
          placeholder={words.everyKind}
          clearable
          value={kind}
          data={DOCTOR_KINDS.map((value) => ({ value, label: words.kinds[value] }))}
          onChange={setKind}
        />
      </div>
      {found.length === 0 ? (
        <p>{words.nobody}</p>
      ) : (
        <DoctorsTable lines={found.slice(0, SHOWN_MAX)} onEdit={props.onEdit} />
      )}
      {found.length > SHOWN_MAX ? (
        <p className="page-hint">{words.more(found.length - SHOWN_MAX)}</p>
      ) : null}
    </>
  );
}

/** Every doctor with all there is to say, those who work here first, by name. */
function useDoctorLines(): readonly DoctorLine[] {
  const doctors = [...useRows('doctors').values()];
  const agreements = new Map([...useRows('agreements').values()].map((one) => [one.doctorId, one]));
  const places = Map.groupBy(
    [...useRows('doctorBranches').values()].filter((place) => !place.deleted),
    ({ doctorId }) => doctorId,
  );
  const { answer } = useAsked('week-hours');
  const minutes = new Map(answer?.doctors.map((one) => [one.doctorId, one.minutes]));
  return doctors
    .toSorted((a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name))
    .map((doctor) => ({
      doctor,
      branchIds: (places.get(doctor.id) ?? []).map(({ branchId }) => branchId),
      agreement: agreements.get(doctor.id),
      weekMin: answer === null ? null : (minutes.get(doctor.id) ?? 0),
    }));
}
