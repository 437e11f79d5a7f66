import { PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '../../../shared/model/choices.ts';
import type { Role } from '../../../shared/model/user.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { FormFrame } from './form-frame.tsx';
import { words } from './settings-words.ts';
import { useSave } from './use-save.ts';

const ROLE_WORDS: Readonly<Record<Role, string>> = {
  admin: 'Administrator',
  manager: 'Manager',
  'front-desk': 'Front desk',
  doctor: 'Doctor',
};
const EMPTY = { name: '', login: '', password: '' };

/** Who may sign in, and as what. */
export function AccountsSettings() {
  const { client } = useDesk();
  const users = [...useRows('users').values()];
  const doctors = [...useRows('doctors').values()];
  const { newId, save, refusal, isBusy } = useSave();
  const [fields, setFields] = useState(EMPTY);
  const [role, setRole] = useState<Role>('front-desk');
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    const { name, login, password } = fields;
    const passwordHash = await client.ask({ kind: 'hash-password', password });
    const who = role === 'doctor' ? (doctorId ?? doctors[0]?.id ?? null) : null;
    const user = { id: newId(), name, login, role, doctorId: who, branchIds: [] };
    if (await save('save-user', { ...user, passwordHash, active: true })) setFields(EMPTY);
  };
  const input = (field: keyof typeof EMPTY) => ({
    required: true,
    value: fields[field],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setFields({ ...fields, [field]: event.currentTarget.value }),
  });
  return (
    <>
      <h2>{words.people}</h2>
      <SimpleTable
        head={[words.name, words.login, words.role]}
        rows={users.map((user) => ({
          id: user.id,
          cells: [user.name, user.login, ROLE_WORDS[user.role]],
        }))}
      />
      <FormFrame refusal={refusal} isBusy={isBusy} onSubmit={() => void submit()}>
        <TextInput label={words.name} {...input('name')} />
        <TextInput label={words.login} autoComplete="off" {...input('login')} />
        <PasswordInput
          label={words.password}
          autoComplete="new-password"
          minLength={8}
          {...input('password')}
        />
        <Select
          label={words.role}
          value={role}
          allowDeselect={false}
          data={ROLES.map((one) => ({ value: one, label: ROLE_WORDS[one] }))}
          onChange={(one) => setRole((one as Role) ?? role)}
        />
        {role === 'doctor' ? (
          <Select
            label={words.doctor}
            value={doctorId}
            onChange={setDoctorId}
            data={doctors.map((doctor) => ({ value: doctor.id, label: doctor.name }))}
          />
        ) : null}
      </FormFrame>
    </>
  );
}
