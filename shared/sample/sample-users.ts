import type { User } from '../model/user.ts';
import { sampleId } from './sample-id.ts';
import { SAMPLE_BRANCHES } from './sample-places.ts';

/** Known to everyone: the sample has nobody's data in it. */
export const SAMPLE_PASSWORD = 'lakeside';

type SampleUser = Omit<User, 'passwordHash'>;

const user = (
  login: string,
  name: string,
  role: User['role'],
  more: Partial<Pick<User, 'doctorId' | 'branchIds'>> = {},
): SampleUser => ({
  id: sampleId(`user:${login}`),
  login,
  name,
  role,
  doctorId: null,
  branchIds: [],
  active: true,
  ...more,
});

/** The administrator first: the first start signs in as this one. */
export const SAMPLE_USERS: readonly [SampleUser, ...SampleUser[]] = [
  user('admin', 'Ruma Paul', 'admin'),
  user('manager', 'Dev Mukherjee', 'manager'),
  user('parkmanager', 'Sudha Nair', 'manager', {
    branchIds: [SAMPLE_BRANCHES['park-street'].id],
  }),
  user('saltlake', 'Asha Roy', 'front-desk', { branchIds: [SAMPLE_BRANCHES['salt-lake'].id] }),
  user('parkstreet', 'Tariq Aziz', 'front-desk', {
    branchIds: [SAMPLE_BRANCHES['park-street'].id],
  }),
  user('das', 'Priya Das', 'doctor', { doctorId: sampleId('doctor:das') }),
];

const ROLE_WORDS: Readonly<Record<User['role'], string>> = {
  admin: 'administrator',
  manager: 'manager',
  'front-desk': 'front desk',
  doctor: 'doctor',
};

/** What the sign-in screen of the sample offers. */
export const SAMPLE_LOGINS = SAMPLE_USERS.map(({ login, name, role, branchIds }) => {
  const at = Object.values(SAMPLE_BRANCHES).find((branch) => branch.id === branchIds[0]);
  const place = at ? `, ${at.name}` : '';
  return { login, password: SAMPLE_PASSWORD, name: `${name} (${ROLE_WORDS[role]}${place})` };
});
