export const words = {
  title: 'Patients',
  search: 'Search',
  placeholder: 'Name, phone, number or date of birth, in any order',
  name: 'Name',
  birthDate: 'Date of birth',
  phone: 'Phone',
  number: 'Number',
  lastVisit: 'Last visit',
  nextVisit: 'Next visit',
  hint: 'Type to find someone.',
  nobody: 'Nobody found. Try fewer letters, or the phone number.',
  email: 'E-mail',
  messages: 'Messages',
  editShort: 'Edit',
  edit: (name: string) => `Edit ${name}`,
  allowsSms: 'May be told by SMS',
  allowsEmail: 'May be told by e-mail',
  language: 'Messages in',
  optedOut: 'Wants no messages',
  wants: (by: { readonly sms: boolean; readonly email: boolean; readonly none: boolean }) =>
    by.none || !(by.sms || by.email)
      ? 'None'
      : [...(by.sms ? ['SMS'] : []), ...(by.email ? ['E-mail'] : [])].join(', '),
  save: 'Save',
  leave: 'Leave it',
} as const;
