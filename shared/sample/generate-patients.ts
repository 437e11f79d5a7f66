import { NEW_CONTACT, NEW_PATIENT } from '../model/choices.ts';
import type { Patient } from '../model/patient.ts';
import { sampleId } from './sample-id.ts';
import { type BranchKey, SAMPLE_BRANCHES } from './sample-places.ts';
import type { Draw } from './seeded-random.ts';

const PATIENTS = 120;
const OLDEST_YEARS = 84;

const WOMEN =
  'Meera Ishita Leela Joya Sunita Pooja Rekha Aarti Anaya Zara Ira Lata Mohini Usha Shreya Ruma Fatima Lipika Tina Neha Bina Farah Nandini Sudha Kamala'.split(
    ' ',
  );
const MEN =
  'Arjun Tapan Farhan Ravi Kiran Debashis Sameer Ankit Rahul Gopal Ratan Vivek Vihaan Kabir Reyansh Harish Abdul Nikhil Imtiaz Sujoy Partha Dilip Manoj Joseph Tenzin'.split(
    ' ',
  );
const SURNAMES =
  'Banerjee Iyer Saha Nair Ali Ghoshal Menon Mitra Rao Pal Shetty Jain Khanna Gomes Dutta Paul Biswas Anand Bose Sheikh Shah Reddy Singh Thomas Chatterjee Malhotra Gupta Shenoy Fernandes Bhat Naskar Noor Adhikari Sarkar Haldar Lepcha Molla Kar Sardar Basu'.split(
    ' ',
  );

/** Invented people, all with different names: most of them registered at Salt Lake. */
export function generatePatients(draw: Draw, year: number): readonly Patient[] {
  return Array.from({ length: PATIENTS }, (_, i) => patient(draw, year, i));
}

function patient(draw: Draw, year: number, i: number): Patient {
  const isFemale = i % 2 === 0;
  const firstNames = isFemale ? WOMEN : MEN;
  const branch: BranchKey = i % 5 < 3 ? 'salt-lake' : 'park-street';
  const first = firstNames[Math.floor(i / 2) % firstNames.length] ?? '';
  // Seven has no factor in common with forty, so no two people of a first name share a surname.
  const surname = SURNAMES[(i * 7 + Math.floor(i / 40)) % SURNAMES.length] ?? '';
  return {
    id: sampleId(`patient:${i}`),
    branchId: SAMPLE_BRANCHES[branch].id,
    name: `${first} ${surname}`,
    birthDate: birthDate(draw, year),
    sex: isFemale ? 'female' : 'male',
    phone: `98300 ${String(10_000 + Math.floor(draw.unit() * 90_000))}`,
    number: `${branch === 'salt-lake' ? 'SL' : 'PS'}-${String(1001 + i)}`,
    note: i % 23 === 7 ? 'Allergic to penicillin.' : '',
    ...NEW_PATIENT,
    ...NEW_CONTACT,
  };
}

function birthDate(draw: Draw, year: number): string {
  const twoDigits = (n: number): string => String(n).padStart(2, '0');
  const born = year - 1 - Math.floor(draw.unit() * OLDEST_YEARS);
  const month = 1 + Math.floor(draw.unit() * 12);
  const day = 1 + Math.floor(draw.unit() * 28);
  return `${born}-${twoDigits(month)}-${twoDigits(day)}`;
}
