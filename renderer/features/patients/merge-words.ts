export const mergeWords = {
  openShort: 'Same person as…',
  open: (name: string) => `${name} is the same person as…`,
  find: 'Find the other record',
  nobody: 'Nobody else is found by this.',
  choose: (who: string) => `Choose ${who}`,
  goesOn: 'Which record goes on',
  rest: 'Where they say different things, keep',
  fields: {
    name: 'Name',
    birthDate: 'Date of birth',
    sex: 'Sex',
    phone: 'Phone',
    email: 'E-mail',
    number: 'Number',
    note: 'Note',
    messages: 'Messages',
    prefers: 'When and with whom they like to come',
  },
  sexes: { female: 'Female', male: 'Male', other: 'Other', unknown: 'Unknown' },
  said: 'As said there',
  moves: (ahead: number, past: number, wishes: number, from: string, to: string) =>
    `What is under ${from} is ${to}’s then: ${visits(ahead)} to come, ${visits(past)} that were, ${
      wishes === 1 ? '1 wish' : `${wishes} wishes`
    } on the waitlist, as far as this computer knows of them. Other branches follow.`,
  optedOut: 'Messages stay off: under one of the records they wanted none.',
  merge: 'Make them one',
  done: (name: string) => `The two records are ${name} now.`,
  leave: 'Leave it',
  like: 'There may be another record of this person',
} as const;

const visits = (count: number): string => (count === 1 ? '1 visit' : `${count} visits`);
