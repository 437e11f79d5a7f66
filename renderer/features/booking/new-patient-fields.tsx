import { Select, TextInput } from '@mantine/core';
import { LANGUAGES, SEXES } from '../../../shared/model/choices.ts';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { languageNames } from '../../words/language-names.ts';
import { words } from './booking-words.ts';

/** The few things asked of someone who is here for the first time. */
export function NewPatientFields(props: {
  readonly patient: PatientDetails;
  readonly onChange: (patient: PatientDetails) => void;
}) {
  const { patient, onChange } = props;
  return (
    <>
      <TextInput
        label={words.name}
        required
        value={patient.name}
        data-autofocus
        onChange={(event) => onChange({ ...patient, name: event.currentTarget.value })}
      />
      <TextInput
        label={words.phone}
        type="tel"
        value={patient.phone ?? ''}
        onChange={(event) => onChange({ ...patient, phone: event.currentTarget.value || null })}
      />
      <TextInput
        label={words.email}
        type="email"
        value={patient.email ?? ''}
        onChange={(event) => onChange({ ...patient, email: event.currentTarget.value || null })}
      />
      <div className="two-fields">
        <TextInput
          label={words.birthDate}
          type="date"
          value={patient.birthDate ?? ''}
          onChange={(event) =>
            onChange({ ...patient, birthDate: event.currentTarget.value || null })
          }
        />
        <Select
          label={words.sex}
          value={patient.sex}
          allowDeselect={false}
          data={SEXES.map((sex) => ({ value: sex, label: words.sexes[sex] }))}
          onChange={(sex) =>
            onChange({ ...patient, sex: (sex as PatientDetails['sex']) ?? 'unknown' })
          }
        />
      </div>
      <Select
        label={words.language}
        value={patient.language}
        allowDeselect={false}
        data={LANGUAGES.map((one) => ({ value: one, label: languageNames[one] }))}
        onChange={(language) => onChange({ ...patient, language: language ?? patient.language })}
      />
    </>
  );
}
