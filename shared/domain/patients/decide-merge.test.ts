import { expect, test } from 'vitest';
import { NEW_CONTACT, NEW_PATIENT } from '../../model/choices.ts';
import type { Patient } from '../../model/patient.ts';
import { decideMerge, type Known } from './decide-merge.ts';

const aRecord = (id: string, changes: Partial<Patient> = {}): Patient => ({
  ...{ id, branchId: 'b', name: `Person ${id}`, birthDate: null, sex: 'unknown', phone: null },
  ...{ number: null, note: '', ...NEW_CONTACT, ...NEW_PATIENT, ...changes },
});
const known = (record: Patient, person = record): Known => ({ record, person });

test('the record that goes on keeps what it says, and takes what it says nothing of [PM1]', () => {
  const patient = aRecord('1', { phone: '98300', birthDate: '1980-05-17', note: 'Old note' });
  const survivor = aRecord('2', { phone: '70100' });
  const merged = decideMerge(known(patient), known(survivor), []);
  expect(merged).toEqual({
    ok: true,
    value: {
      patient: { ...patient, mergedInto: '2' },
      survivor: { ...survivor, birthDate: '1980-05-17', note: 'Old note' },
    },
  });
});

test('what was chosen of the other is taken, and who wanted no messages wants none [PM1]', () => {
  const patient = aRecord('1', { phone: '98300', language: 'bn', optedOut: true });
  const survivor = aRecord('2', { phone: '70100' });
  const merged = decideMerge(known(patient), known(survivor), ['phone', 'messages', 'name']);
  expect(merged).toMatchObject({
    value: {
      survivor: { id: '2', name: 'Person 1', phone: '98300', language: 'bn', optedOut: true },
    },
  });
});

test('nobody becomes who they are already, and a record that goes on as another says so [PM2]', () => {
  const [one, other] = [aRecord('1'), aRecord('2')];
  const gone = aRecord('3', { mergedInto: '2' });
  const refusals = [
    decideMerge(known(one), known(one), []),
    decideMerge(known(gone, other), known(other), []),
    decideMerge(known(other), known(gone, other), []),
    decideMerge(known(gone, other), known(one), []),
    decideMerge(known(one), known(gone, other), []),
  ].map((decided) => (decided.ok ? null : decided.error.kind));
  expect(refusals).toEqual([
    ...['same-person', 'same-person', 'same-person'],
    ...['patient-merged', 'patient-merged'],
  ]);
});
