import { expect, test } from 'vitest';
import { addHours, doctorToDraft, draftToDoctor, newDoctorDraft } from './doctor-draft.ts';

const DOCTOR = { id: 'd', name: 'Priya Das', speciality: 'ENT', active: true } as const;
const AGREED = {
  ...{ id: 'a', doctorId: 'd', dayMin: 450, weekMin: 1200 },
  ...{ fromDay: '2026-03-02', untilDay: null },
  places: [
    {
      ...{ branchId: 'b', daysPerWeek: 2 },
      hours: [{ days: [1, 2], fromMin: 540, untilMin: 1440 }],
    },
  ],
};

test('what was agreed goes through the form as it is, for the kind of doctor it is for', () => {
  const { id: _, doctorId: __, ...agreed } = AGREED;
  const through = (kind: 'full-time' | 'part-time' | 'locum') =>
    draftToDoctor(doctorToDraft({ ...DOCTOR, kind }, ['b', 'c'], AGREED), 'd').agreement;
  expect(through('part-time')).toEqual({ ...agreed, fromDay: null });
  const places = [{ ...agreed.places[0], daysPerWeek: null }];
  expect(through('locum')).toEqual({ ...agreed, dayMin: null, weekMin: null, places });
});

test('hours of a branch that is not the doctor’s any more are not kept', () => {
  const draft = doctorToDraft({ ...DOCTOR, kind: 'full-time' }, ['c'], AGREED);
  expect(draftToDoctor(draft, 'd').agreement?.places).toEqual([]);
  expect(draftToDoctor(newDoctorDraft(['b']), 'd').agreement?.places).toEqual([]);
});

test('a line of hours that is added has a key of its own', () => {
  const two = addHours(addHours([]));
  const [, second] = two;
  expect(addHours(second ? [second] : []).map(({ key }) => key)).toEqual([1, 2]);
});
