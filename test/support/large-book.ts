import { present } from '../../shared/core/assert.ts';
import { NEW_CONTACT } from '../../shared/model/choices.ts';
import type { IntentInput, IntentKind } from '../../shared/model/intent.ts';
import { PLAIN_SERVICE } from '../../shared/model/service.ts';
import { sampleId } from '../../shared/sample/sample-id.ts';
import { SAMPLE_BRANCHES, SAMPLE_SERVICES } from '../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD } from '../../shared/sample/sample-users.ts';
import { addDays, dayStartMs } from '../../shared/time/day.ts';
import { knownTimeZone } from '../../shared/time/time-zone.ts';
import { type DeskClient, openDeskClient } from './desk-client.ts';

/** Names as long as some are. */
const NAMES = [
  ...['Sharmistha Bandyopadhyay-Mukhopadhyay', 'Om Roy', 'Ananya Chattopadhyay', 'Li Wei'],
  ...['Padmanabhan Venkataraman', 'Ira Bose', 'Mohammad Abdur Rahman Siddiqui', 'Jo Das'],
  ...['Christabel Fernandes e Souza', 'Ritwik Ghatak', 'Subhashini Krishnamoorthy', 'Neel Ray'],
  ...['Kausalya Viswanathan', 'Asim Pal', 'Bhuvaneswari Ramachandran', 'Tia Sur', 'Uday Dey'],
] as const;
const PATIENTS = ['Meera', 'Thangavelu', 'Ed', 'Padmavathi Lakshmi', 'Rohit', 'Sunaina'];
const SPECIALITIES = ['Paediatrics', 'Cardiology and vascular medicine', 'ENT', 'Dermatology'];
const DAYS = ['MO,TU,WE', 'WE,TH,FR', 'MO,TH', 'MO,TU,WE,TH,FR,SA', 'TU,WE,SA'];
const HUES = ['red', 'blue', 'amber', 'violet', 'teal'] as const;
const ZONE = knownTimeZone('Asia/Kolkata');

/** A clinic group with 25 doctors at three branches, and everything that can be set up for them. */
export async function makeLargeBook(url: string, monday: string): Promise<void> {
  using desk = await openDeskClient(url, 'Office');
  await desk.hello();
  await desk.signIn('admin', SAMPLE_PASSWORD);
  const make = async <K extends IntentKind>(kind: K, input: IntentInput<K>): Promise<void> => {
    const outcome = await desk.intend(kind, input);
    if (!outcome.ok) throw new Error(`${kind}: ${JSON.stringify(outcome.refusal)}`);
  };
  await makePlaces(make);
  const doctors = await makeDoctors(make, monday);
  await makeTemplates(make, monday);
  await makeRules(make);
  await makeAbsences(make, monday, doctors);
  await bookMonday(desk, monday, doctors);
}

type Make = <K extends IntentKind>(kind: K, input: IntentInput<K>) => Promise<void>;

const THIRD = sampleId('branch:rajarhat');
const BRANCHES = [SAMPLE_BRANCHES['salt-lake'].id, SAMPLE_BRANCHES['park-street'].id, THIRD];

async function makePlaces(make: Make): Promise<void> {
  await make('save-branch', {
    ...{ id: THIRD, name: 'Rajarhat New Town Action Area II', timeZone: 'Asia/Kolkata' },
    ...{ opensMin: 480, closesMin: 1200 },
  });
  const tags = [
    ['Walk-ins only', 'amber', 'walk-in-only'],
    ['Children and their grandparents', 'teal', 'none'],
  ] as const;
  for (const [name, hue, effect] of tags) {
    const id = sampleId(`tag:${name}`);
    await make('save-tag', { ...{ id, name, hue, effect }, releaseMin: null, active: true });
  }
  for (const [i, branchId] of BRANCHES.entries()) {
    for (const name of ['Room 1', 'Minor operations theatre, second floor']) {
      const id = sampleId(`room:${i}:${name}`);
      await make('save-room', { id, branchId, name, clash: 'reason', active: true });
    }
  }
  for (const [i, hue] of HUES.entries()) {
    const name = `${SPECIALITIES[i % SPECIALITIES.length]} check ${i + 1}`;
    await make('save-service', {
      ...{ ...PLAIN_SERVICE, id: sampleId(`service:${name}`), name, hue, active: true },
      ...{ durationMin: 20 + 5 * i, icon: 'heart' },
    });
  }
}

/** Each with two stretches of working time that come again, breaks in one and marks on the other. */
async function makeDoctors(make: Make, monday: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const [i, name] of NAMES.entries()) {
    const id = sampleId(`doctor:large:${i}`);
    ids.push(id);
    const first = present(BRANCHES[i % 3], 'There are three.');
    const second = present(BRANCHES[(i + 1) % 3], 'There are three.');
    const speciality = SPECIALITIES[i % SPECIALITIES.length] ?? '';
    const kind = (['full-time', 'part-time', 'locum'] as const)[i % 3] ?? 'full-time';
    await make('save-doctor', {
      ...{ id, name, speciality, kind, active: true, branchIds: [first, second] },
      ...(kind === 'locum'
        ? {}
        : {
            agreement: {
              ...{ dayMin: 600, weekMin: 3000, fromDay: null, untilDay: null, places: [] },
            },
          }),
    });
    if (kind === 'locum') continue;
    const byday = DAYS[i % DAYS.length] ?? 'MO';
    const shared = {
      ...{ doctorId: id, firstDay: monday, capacity: 1, roomId: null },
      ...{ rule: `FREQ=WEEKLY;BYDAY=${byday}`, requestOverlap: false },
    };
    await make('create-series', {
      ...{ ...shared, id: sampleId(`series:am:${i}`), branchId: first, slotMin: 15 + 5 * (i % 3) },
      ...{ startMin: 540, endMin: 765, tags: i % 4 === 0 ? ['VIP'] : [] },
      breaks: [{ name: 'Tea', startMin: 630, endMin: 645 }],
    });
    await make('create-series', {
      ...{ ...shared, id: sampleId(`series:pm:${i}`), branchId: first, slotMin: 30 },
      ...{ startMin: 870, endMin: 1080, breaks: [] },
      tags: i % 3 === 0 ? ['Walk-ins only', 'Children and their grandparents'] : [],
    });
  }
  return ids;
}

async function makeTemplates(make: Make, monday: string): Promise<void> {
  const piece = (day: number, startMin: number, endMin: number) => ({
    ...{ day, startMin, endMin, slotMin: 15, capacity: 1, tags: [], breaks: [] },
  });
  const names = ['Long week with Saturday', 'Short week', 'Evenings only, for the season'];
  const ids = names.map((name) => sampleId(`template:${name}`));
  for (const [i, name] of names.entries()) {
    const days = [0, 1, 2, 3, 4, 5].slice(0, 6 - 2 * i);
    const pieces = days.map((day) => piece(day, 540 + 120 * i, 780 + 120 * i));
    const id = present(ids[i], 'Each has one.');
    const template = { id, name, branchId: null, version: 0, lengthDays: 7 as const };
    await make('save-template', { ...template, pieces });
  }
  await make('save-rotation', {
    ...{ id: sampleId('rotation:large'), name: 'Alternate Saturdays, every fourth week off' },
    ...{ branchId: null, version: 0, anchorDay: monday },
    weeks: [...ids, null],
  });
}

async function makeRules(make: Make): Promise<void> {
  const open = {
    ...{ branchId: null, doctorId: null, serviceId: null, fromDay: null, untilDay: null },
  };
  const rules = [
    ['At most ten a day', { kind: 'max-visits', of: 'doctor', per: 'day', max: 40 }, 'warn'],
    ['Five minutes between two', { kind: 'min-gap', minutes: 1 }, 'warn'],
    ['Not further ahead than half a year', { kind: 'horizon', days: 180 }, 'refuse'],
    [
      'Cancelled a day before',
      { kind: 'change-notice', change: 'cancel', minutes: 1440 },
      'reason',
    ],
    [
      'Who missed two of the last three visits is asked',
      { kind: 'missed', missed: 2, of: 3 },
      'manager',
    ],
  ] as const;
  for (const [i, [name, demand, effect]] of rules.entries()) {
    const id = sampleId(`rule:large:${i}`);
    const serviceId = i === 1 ? SAMPLE_SERVICES.surgery.id : null;
    await make('save-rule', { ...open, id, name, demand, effect, serviceId, active: i !== 2 });
  }
}

async function makeAbsences(make: Make, monday: string, doctors: readonly string[]): Promise<void> {
  const kinds = ['leave', 'surgery', 'conference', 'emergency'] as const;
  for (const [i, doctorId] of doctors.entries()) {
    if (i % 2 === 1) continue;
    const startMs = dayStartMs(ZONE, addDays(monday, i % 5)) + (i % 3) * 3_600_000 * 9;
    const times = [{ id: sampleId(`off:${i}`), startMs, endMs: startMs + 3_600_000 * 15 }];
    const kind = kinds[(i / 2) % 4] ?? 'leave';
    const reason = 'National congress of the society, with a talk on the second day';
    await make('add-time-off', { doctorId, kind, reason, times, affected: 'displace' });
  }
  for (const branchId of BRANCHES) {
    const day = addDays(monday, 12);
    const id = sampleId(`closure:${branchId}`);
    const days = [{ id, day, name: 'Foundation day of the clinic' }];
    await make('add-closure', { branchId, days, affected: 'displace' });
  }
}

/** Patients at every hour of the Monday with whoever works then; the others are refused them. */
async function bookMonday(
  desk: DeskClient,
  monday: string,
  doctors: readonly string[],
): Promise<void> {
  for (const [i, doctorId] of doctors.entries()) {
    const branchId = present(BRANCHES[i % 3], 'There are three.');
    for (const minute of [540, 600, 660, 720]) {
      const startMs = dayStartMs(ZONE, monday) + minute * 60_000;
      const name = `${PATIENTS[(i + minute / 60) % PATIENTS.length]} ${NAMES[i]?.split(' ').at(-1)}`;
      const id = sampleId(`patient:large:${i}:${minute}`);
      await desk.intend('book', {
        ...{ appointmentId: sampleId(`visit:large:${i}:${minute}`), branchId, doctorId },
        ...{ serviceId: SAMPLE_SERVICES.consultation.id, startMs, endMs: startMs + 900_000 },
        ...{ patientId: id, holdId: null, note: '', overbookReason: null, emergency: false },
        newPatient: {
          ...{ ...NEW_CONTACT, id, branchId, name, birthDate: null, sex: 'unknown' },
          ...{ phone: null, number: null, note: '' },
        },
      });
    }
  }
}
