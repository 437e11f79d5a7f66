import { afterEach, beforeEach, expect, test } from 'vitest';
import { knownTimeZone } from '../../../../shared/time/time-zone.ts';
import type { DeskAppointment } from '../../../../shared/wire/desk/rows.ts';
import { publishRows, rowsOf } from '../../../replica/rows-store.ts';
import type { BranchTime } from '../../../replica/use-branch.ts';
import { useEventViewsStore } from '../../../state/event-views-store.ts';
import { useView } from '../../../state/view-store.ts';
import type { ViewContext } from '../to-event-view.ts';
import { feedEventViews } from './feed-event-views.ts';

const row = (id: string, more: Partial<DeskAppointment> = {}): DeskAppointment =>
  ({
    ...{ id, branchId: 'here', doctorId: 'das', serviceId: 's', patientName: `Patient ${id}` },
    ...{ startMs: 0, endMs: 900_000, note: '', status: 'booked', firm: true, verdict: 'active' },
    ...{ supersededBy: null, emergency: false, overbookReason: null },
    ...more,
  }) as DeskAppointment;

/** When the views that were made begin and end; each is asked for once. */
const made: number[] = [];
const context: ViewContext = {
  toWall: (instantMs) => {
    made.push(instantMs);
    return new Date(instantMs);
  },
  serviceOf: () => undefined,
  branchName: () => 'Park Street',
};

const onDay = (nth: number) => ({
  startMs: nth * 86_400_000,
  endMs: nth * 86_400_000 + 900_000,
});

const place = { branch: { id: 'here' }, zone: knownTimeZone('UTC') } as BranchTime;

const put = (...rows: DeskAppointment[]): void =>
  publishRows(
    'appointments',
    rows.map((one) => ({ id: one.id, row: one })),
  );
const state = () => useEventViewsStore.getState();

let stop: () => void;
beforeEach(() => {
  put(row('one'), row('two'), row('away', { branchId: 'there' }));
  useView.setState({ view: 'day', day: '1970-01-01' });
  stop = feedEventViews(place, context);
});
afterEach(() => {
  stop();
  publishRows(
    'appointments',
    [...rowsOf('appointments').keys()].map((id) => ({ id, row: null })),
  );
});

test('one changed row is one new view; the others stay the same objects', () => {
  const before = state();
  const two = before.appointments.get('two');
  put(row('one', { startMs: 900_000, endMs: 1_800_000 }));
  const after = state();
  expect(after.appointments.get('one')?.start).toEqual(new Date(900_000));
  expect(after.appointments.get('two')).toBe(two);
  expect(after.elsewhere).toBe(before.elsewhere);
  expect(after.busy).toBe(before.busy);
});

test('a change makes one view, however many rows are loaded, and none on a day that is not shown', () => {
  put(...Array.from({ length: 5000 }, (_, nth) => row(`far ${nth}`, onDay(1 + (nth % 300)))));
  put(...Array.from({ length: 100 }, (_, nth) => row(`near ${nth}`)));
  made.length = 0;
  put(row('near 7', { startMs: 1_800_000, endMs: 2_700_000 }));
  expect(made).toEqual([1_800_000, 2_700_000]);
  put(row('far 7', { ...onDay(8), note: 'changed' }));
  expect(made.length).toBe(2);
  expect(state().appointments.size).toBe(102);
});

test('the day that is turned to has its views at once; what was shown already is not made again', () => {
  put(row('tomorrow', onDay(1)));
  expect(state().appointments.has('tomorrow')).toBe(false);
  const one = state().appointments.get('one');
  useView.setState({ view: 'week' });
  expect([...state().appointments.keys()]).toEqual(['one', 'two', 'tomorrow']);
  expect(state().appointments.get('one')).toBe(one);
  useView.setState({ view: 'day', day: '1970-01-02' });
  expect([...state().appointments.keys()]).toEqual(['tomorrow']);
  put(row('one', onDay(1)), row('tomorrow'));
  expect([...state().appointments.keys()]).toEqual(['one']);
});

test('what is cancelled, gone or at another branch leaves; a doctor’s visit there is a busy block', () => {
  expect([...state().elsewhere.values()]).toMatchObject([{ kind: 'busy', title: 'Park Street' }]);
  put(row('one', { status: 'cancelled' }), row('two', { branchId: 'there' }));
  expect(state().appointments.size).toBe(0);
  expect([...state().elsewhere.keys()]).toEqual(['away', 'two']);
  publishRows('appointments', [{ id: 'two', row: null }]);
  expect([...state().elsewhere.keys()]).toEqual(['away']);
});

test('what a computer of the network told of is drawn with its patient and as tentative, here and elsewhere [LN1]', () => {
  const block = { doctorId: 'das', startMs: 0, endMs: 900_000, verdict: 'active' as const };
  const near = { from: 'Laptop of Dr Das', serviceId: null, patientName: 'Ottoline Marsh' };
  const rows = [
    { ...block, id: 'told', branchId: 'here', near },
    { ...block, id: 'taken', branchId: 'there', near: { ...near, patientName: null } },
    { ...block, id: 'own', branchId: 'here' },
  ];
  publishRows(
    'busy',
    rows.map((one) => ({ id: one.id, row: one })),
  );
  expect([...state().busy.values()]).toMatchObject([
    { id: 'told', title: 'Ottoline Marsh', firmness: 'tentative' },
    { id: 'taken', title: 'Park Street', subtitle: 'Tentative, from Laptop of Dr Das' },
  ]);
  publishRows(
    'busy',
    rows.map(({ id }) => ({ id, row: null })),
  );
  expect(state().busy.size).toBe(0);
});

test('a change of what is not drawn changes nothing', () => {
  const before = state();
  put(row('three', { status: 'cancelled' }));
  expect(state()).toBe(before);
});

test('when the schedule goes, no name of a patient stays [DL1]', () => {
  stop();
  expect(JSON.stringify([...state().appointments.values()])).not.toContain('Patient');
  put(row('one'));
  expect(state().appointments.size).toBe(0);
});
