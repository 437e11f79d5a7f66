import type { Doctor } from '../model/doctor.ts';
import { KEPT_TAG } from './kept-tag.ts';
import type { BranchKey, ServiceKey } from './sample-places.ts';

export type DoctorKey = 'sen' | 'mehta' | 'das' | 'roy' | 'verma' | 'ghosh' | 'khan' | 'sinha';

/** Working time that comes back every week: where, on which days, from when to when. */
export interface WeeklyBlock {
  readonly branch: BranchKey;
  /** As in a recurrence rule: MO,TU. */
  readonly days: string;
  readonly from: string;
  readonly to: string;
  /** Names of marks. Nobody is booked ahead in what is kept for emergencies. */
  readonly tags: readonly string[];
}

export interface SampleDoctor extends Pick<Doctor, 'name' | 'speciality' | 'kind'> {
  readonly key: DoctorKey;
  readonly blocks: readonly WeeklyBlock[];
  /** What patients come for, and how often compared with each other. */
  readonly visits: Readonly<Partial<Record<ServiceKey, number>>>;
  /** How much of the working time is booked, of 1. */
  readonly utilisation: number;
}

const block = (
  branch: BranchKey,
  days: string,
  from: string,
  to: string,
  tags: readonly string[] = [],
): WeeklyBlock => ({ branch, days, from, to, tags });

export const SAMPLE_DOCTORS: readonly SampleDoctor[] = [
  {
    key: 'sen',
    name: 'Anita Sen',
    speciality: 'General medicine',
    kind: 'full-time',
    blocks: [
      block('salt-lake', 'MO,TU,WE,TH,FR,SA', '09:00', '13:00'),
      block('park-street', 'MO,TU,TH', '15:00', '18:30'),
    ],
    visits: { consultation: 6, 'follow-up': 2, video: 1 },
    utilisation: 0.82,
  },
  {
    key: 'mehta',
    name: 'Rohan Mehta',
    speciality: 'Orthopaedics',
    kind: 'full-time',
    blocks: [
      block('salt-lake', 'MO,TU,WE,FR', '09:00', '12:30'),
      block('salt-lake', 'MO,TU,WE,FR', '13:15', '17:00'),
      block('park-street', 'TH,SA', '09:30', '14:00'),
    ],
    visits: { consultation: 4, 'follow-up': 4, surgery: 1, procedure: 1 },
    utilisation: 0.74,
  },
  {
    key: 'das',
    name: 'Priya Das',
    speciality: 'ENT',
    kind: 'full-time',
    blocks: [
      block('salt-lake', 'MO,TU', '09:00', '13:00'),
      block('salt-lake', 'MO,TU', '14:00', '17:00'),
      block('park-street', 'WE,TH,FR', '09:00', '13:00'),
      block('park-street', 'WE,TH,FR', '14:00', '17:00'),
    ],
    visits: { consultation: 5, video: 2, 'follow-up': 2 },
    utilisation: 0.61,
  },
  {
    key: 'roy',
    name: 'Sourav Roy',
    speciality: 'Surgery',
    kind: 'full-time',
    blocks: [
      block('salt-lake', 'MO,TU,WE,TH,FR', '08:00', '12:00'),
      block('salt-lake', 'MO,TU,WE,TH,FR', '12:30', '16:00'),
      block('salt-lake', 'MO,TU,WE,TH,FR', '12:00', '12:30', [KEPT_TAG]),
    ],
    visits: { surgery: 4, consultation: 2, 'follow-up': 1 },
    utilisation: 0.9,
  },
  {
    key: 'verma',
    name: 'Kavya Verma',
    speciality: 'Paediatrics',
    kind: 'full-time',
    blocks: [
      block('salt-lake', 'MO,TU,WE,TH,FR', '09:00', '12:30'),
      block('salt-lake', 'MO,TU,WE,TH,FR', '13:00', '15:00'),
      block('park-street', 'SA', '09:00', '13:00'),
    ],
    visits: { consultation: 7, 'follow-up': 2 },
    utilisation: 0.68,
  },
  {
    key: 'ghosh',
    name: 'Mohan Ghosh',
    speciality: 'Dermatology',
    kind: 'part-time',
    blocks: [
      block('salt-lake', 'MO,WE,FR', '10:00', '14:00'),
      block('park-street', 'TU,TH', '10:00', '14:00'),
    ],
    visits: { consultation: 4, procedure: 2, video: 1 },
    utilisation: 0.6,
  },
  {
    key: 'khan',
    name: 'Imran Khan',
    speciality: 'Cardiology',
    kind: 'part-time',
    blocks: [
      block('salt-lake', 'MO,TU,WE,TH', '08:30', '12:30'),
      block('park-street', 'MO,WE', '14:00', '18:00'),
      block('park-street', 'FR', '09:00', '13:00'),
      block('salt-lake', 'SU', '09:30', '12:30'),
    ],
    visits: { consultation: 4, 'follow-up': 2, procedure: 3 },
    utilisation: 0.77,
  },
  {
    key: 'sinha',
    name: 'Nisha Sinha',
    speciality: 'Gynaecology',
    kind: 'part-time',
    blocks: [
      block('salt-lake', 'MO,WE,FR', '09:00', '12:30'),
      block('salt-lake', 'MO,WE,FR', '13:15', '16:00'),
      block('park-street', 'TU,TH', '10:00', '15:00'),
      block('park-street', 'SU', '10:00', '12:00'),
    ],
    visits: { consultation: 4, 'follow-up': 3, procedure: 1 },
    utilisation: 0.55,
  },
];

/** Who is away in the week the sample is laid around. */
export const AWAY: DoctorKey = 'ghosh';
