import { Button, PasswordInput, Select, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { minuteOfField } from '../../../shared/time/clock-time.ts';
import type { SetUp } from '../../../shared/wire/desk/set-up.ts';
import { words } from './sign-in-words.ts';

/** What these zones are called now; browsers list them by the names of before, and know both. */
const RENAMED = [
  ...['Asia/Kolkata', 'Asia/Kathmandu', 'Asia/Yangon', 'Asia/Ho_Chi_Minh', 'Europe/Kyiv'],
  ...['Africa/Asmara', 'America/Nuuk', 'Atlantic/Faroe', 'Pacific/Kanton', 'Pacific/Pohnpei'],
];
const TIME_ZONES = [...new Set([...Intl.supportedValuesOf('timeZone'), ...RENAMED])].sort();

/** An organisation of one's own begins with one branch and one administrator. */
export function NewOrganisationForm(props: {
  readonly isBusy: boolean;
  readonly onStart: (setUp: SetUp) => Promise<void>;
}) {
  const [fields, setFields] = useState({
    ...{ organisationName: '', branchName: '', adminName: '', login: '', password: '' },
    ...{ opens: '08:00', closes: '18:00' },
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
  const input = (name: keyof typeof fields) => ({
    value: fields[name],
    required: true,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { opens, closes, ...rest } = fields;
    const [opensMin, closesMin] = [minuteOfField(opens), minuteOfField(closes)];
    void props.onStart({ kind: 'new', ...rest, opensMin, closesMin });
  };
  return (
    <form onSubmit={submit} className="entry-head">
      <TextInput label={words.organisation} {...input('organisationName')} />
      <TextInput label={words.branch} {...input('branchName')} />
      <Select
        label={words.timeZone}
        data={TIME_ZONES}
        searchable
        value={fields.timeZone}
        onChange={(timeZone) => setFields({ ...fields, timeZone: timeZone ?? fields.timeZone })}
      />
      <div className="entry-row">
        <TextInput label={words.opens} type="time" {...input('opens')} />
        <TextInput label={words.closes} type="time" {...input('closes')} />
      </div>
      <TextInput label={words.yourName} autoComplete="name" {...input('adminName')} />
      <div className="entry-row">
        <TextInput label={words.login} autoComplete="username" {...input('login')} />
        <PasswordInput
          label={words.password}
          description={words.passwordHint}
          autoComplete="new-password"
          minLength={8}
          {...input('password')}
        />
      </div>
      <Button mt="sm" type="submit" loading={props.isBusy}>
        {words.start}
      </Button>
    </form>
  );
}
