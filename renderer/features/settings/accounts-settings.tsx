import { MultiSelect, PasswordInput, Select, Switch, TextInput } from '@mantine/core';
import { ROLES } from '../../../shared/model/choices.ts';
import type { Role } from '../../../shared/model/user.ts';
import type { DeskUser } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { EditButton } from './edit-button.tsx';
import { FormFrame } from './form-frame.tsx';
import { NameField } from './name-field.tsx';
import { words } from './settings-words.ts';
import { type RecordForm, useRecordForm } from './use-record-form.ts';
import { useSave } from './use-save.ts';

type AccountDraft = Omit<DeskUser, 'id'> & {
  /** Left empty for an account that is there, it keeps the one that it has. */
  readonly password: string;
};

const NEW_ACCOUNT: AccountDraft = {
  ...{ name: '', login: '', password: '', role: 'front-desk', doctorId: null, branchIds: [] },
  active: true,
};

/** Who may sign in, as what, and at which branches. */
export function AccountsSettings() {
  const { client } = useDesk();
  const users = [...useRows('users').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const say = useSay();
  const { newId, save, refusal, isBusy } = useSave();
  const form = useRecordForm(NEW_ACCOUNT);
  const submit = async (): Promise<void> => {
    const { password, ...draft } = form.fields;
    const passwordHash =
      password === '' ? null : await client.ask({ kind: 'hash-password', password });
    const doctorId = draft.role === 'doctor' ? draft.doctorId : null;
    const user = { ...draft, doctorId, branchIds: [...draft.branchIds], passwordHash };
    if (await save('save-user', { ...user, id: form.id ?? newId() })) form.reset();
  };
  return (
    <>
      <h2>{words.people}</h2>
      <p className="page-hint">{words.peopleHint}</p>
      <SimpleTable
        head={[words.name, words.login, words.role, words.branches, '']}
        rows={users.map(({ id, ...user }) => ({
          id,
          cells: [
            <span key="name">
              {user.name} {user.active ? null : <Chip>{words.closedAccount}</Chip>}
            </span>,
            user.login,
            words.roles[user.role],
            user.branchIds.length === 0
              ? words.allBranches
              : user.branchIds.map(say.branch).join(', '),
            <EditButton
              key="edit"
              name={user.name}
              onEdit={() => form.edit(id, { ...user, password: '' })}
            />,
          ],
        }))}
      />
      <FormFrame {...{ refusal, isBusy }} editing={form} onSubmit={() => void submit()}>
        <AccountFields form={form} />
      </FormFrame>
    </>
  );
}

function AccountFields({ form }: { readonly form: RecordForm<AccountDraft> }) {
  const { fields, change } = form;
  const isNew = form.id === null;
  const doctors = [...useRows('doctors').values()].toSorted((a, b) => a.name.localeCompare(b.name));
  const branches = [...useRows('branches').values()];
  return (
    <>
      <NameField form={form} />
      <TextInput
        label={words.login}
        autoComplete="off"
        required
        value={fields.login}
        onChange={(event) => change({ login: event.currentTarget.value })}
      />
      <PasswordInput
        label={isNew ? words.password : words.newPassword}
        autoComplete="new-password"
        minLength={8}
        required={isNew}
        value={fields.password}
        onChange={(event) => change({ password: event.currentTarget.value })}
      />
      <Select
        label={words.role}
        value={fields.role}
        allowDeselect={false}
        data={ROLES.map((one) => ({ value: one, label: words.roles[one] }))}
        onChange={(one) => change({ role: (one as Role) ?? fields.role })}
      />
      {fields.role === 'doctor' ? (
        <Select
          label={words.doctor}
          required
          value={fields.doctorId}
          onChange={(doctorId) => change({ doctorId })}
          data={doctors.map((doctor) => ({ value: doctor.id, label: doctor.name }))}
        />
      ) : null}
      <MultiSelect
        label={words.accountBranches}
        placeholder={fields.branchIds.length === 0 ? words.allBranches : ''}
        value={[...fields.branchIds]}
        onChange={(branchIds) => change({ branchIds })}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
      />
      {isNew ? null : (
        <Switch
          label={words.openAccount}
          checked={fields.active}
          onChange={(event) => change({ active: event.currentTarget.checked })}
        />
      )}
    </>
  );
}
