import type { Contact } from '../../domain/notify/choose-channel.ts';
import type { Standing } from '../../domain/notify/is-still-true.ts';
import type { MessageFacts, OfferedTime } from '../../domain/notify/write-message.ts';
import { offerState } from '../../domain/waitlist/wish-state.ts';
import type { Appointment } from '../../model/appointment.ts';
import type { Offer } from '../../model/conflict.ts';
import type { TextKind } from '../../model/message-text.ts';
import { type Language, MAY_BE_TOLD, type Notification } from '../../model/notification.ts';
import type { Wish, WishOffer } from '../../model/wish.ts';
import { loadPerson } from '../queries/load-persons.ts';
import { loadRecord, loadRecords } from '../queries/load-record.ts';
import { textId } from '../queries/text-id.ts';
import type { WriteTx } from '../store/handles.ts';

/** All that decides whether a notification is sent, how, and in which words. */
export interface LoadedMessage {
  readonly standing: Standing;
  readonly contact: Contact | null;
  readonly facts: MessageFacts;
}

const OFFERS_TOLD = 3;

/** The clinic's own text; null where it has none. */
export async function loadOwnText(
  tx: WriteTx,
  kind: TextKind,
  language: Language,
): Promise<string | null> {
  const id = textId(tx.book.organisationId, kind, language);
  return (await loadRecord(tx, tx.book.organisationId, 'messageText', id))?.text ?? null;
}

/** What one message says of several visits of a patient; of what is offered, the first for each. */
export function factsOfAll(all: readonly [MessageFacts, ...MessageFacts[]]): MessageFacts {
  const [first, ...others] = all;
  const turns = Array.from({ length: OFFERS_TOLD }, (_, turn) =>
    all.flatMap(({ offers }) => offers.slice(turn, turn + 1)),
  );
  const offers = new Map(turns.flat().map((offer) => [JSON.stringify(offer), offer]));
  return {
    ...first,
    also: others,
    service: [...new Set(all.map(({ service }) => service))].join(', '),
    offers: [...offers.values()].slice(0, OFFERS_TOLD),
  };
}

/** What a notification is about, as central's book has it now. */
export async function loadMessage(tx: WriteTx, about: Notification): Promise<LoadedMessage> {
  const { organisationId } = tx.book;
  const load = <K extends Parameters<typeof loadRecord>[2]>(kind: K, id: string | undefined) =>
    id === undefined ? Promise.resolve(null) : loadRecord(tx, organisationId, kind, id);
  const appointment = await load('appointment', about.appointmentId);
  const patient = await loadPerson(tx, organisationId, about.patientId);
  const wish = await load('wish', about.wishId ?? undefined);
  const offer = wish && offerOf(wish, about.appointmentId);
  // The branch that looks after who waits may offer a time at another.
  const branch = await load('branch', offer?.branchId ?? about.branchId);
  const doctor = await load('doctor', about.doctorId);
  const service = await load('service', appointment?.serviceId ?? wish?.serviceId);
  const organisation = await load('organisation', organisationId);
  return {
    standing: {
      ...{ appointment, claim: await loadClaim(tx, about.appointmentId) },
      offer: offer && offerState(offer, tx.nowMs),
      isKnown: await isKnown(tx, about),
    },
    // Also of somebody who was entered with a booking that was taken back: they know of it.
    contact: patient,
    facts: {
      ...{ startMs: about.startMs, doctor: doctor?.name ?? '', branch: branch?.name ?? '' },
      also: [],
      ...{ patient: patient?.name ?? '', service: service?.name ?? '' },
      ...{ clinic: organisation?.name ?? '', language: about.language },
      timeZone: branch?.timeZone ?? 'UTC',
      deadlineMs: offer?.deadlineMs ?? null,
      offers: about.kind === 'displaced' ? await loadOffers(tx, appointment) : [],
    },
  };
}

/** The offer of this id, if the wish still waits for the answer to it. */
const offerOf = (wish: Wish, offerId: string): WishOffer | null =>
  !wish.deleted && wish.state === 'waiting' && wish.offer?.id === offerId ? wish.offer : null;

/** Two replicas that do not hear of each other may both take a time away from a patient. */
async function isKnown(
  tx: WriteTx,
  { id, appointmentId, kind, startMs }: Notification,
): Promise<boolean> {
  if (kind !== 'displaced' && kind !== 'cancelled') return false;
  const last = await tx.kysely
    .selectFrom('notification')
    .select(['kind', 'startMs'])
    .where('organisationId', '=', tx.book.organisationId)
    .where('appointmentId', '=', appointmentId)
    .where('id', '<>', id)
    .where('state', 'in', MAY_BE_TOLD)
    .orderBy('atMs', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return last?.kind === kind && last.startMs === startMs;
}

async function loadClaim(tx: WriteTx, id: string): Promise<Standing['claim']> {
  const claim = await tx.kysely
    .selectFrom('claim')
    .select(['verdict', 'withRight', 'endorsed', 'overbooked'])
    .where('organisationId', '=', tx.book.organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return claim ?? null;
}

/** What the conflict of an appointment that lost its time offers instead, by names. */
async function loadOffers(
  tx: WriteTx,
  appointment: Appointment | null,
): Promise<readonly OfferedTime[]> {
  if (appointment === null) return [];
  const { organisationId } = tx.book;
  const conflict = await tx.kysely
    .selectFrom('conflict')
    .select('offers')
    .where('organisationId', '=', organisationId)
    .where('recordId', '=', appointment.id)
    .where('kind', '=', 'displaced')
    .where('state', '=', 'open')
    .executeTakeFirst();
  const offers: readonly Offer[] = (conflict?.offers ?? []).slice(0, OFFERS_TOLD);
  const idsOf = (of: 'doctorId' | 'branchId') => offers.map((offer) => offer[of]);
  const doctors = await loadRecords(tx, organisationId, 'doctor', idsOf('doctorId'));
  const branches = await loadRecords(tx, organisationId, 'branch', idsOf('branchId'));
  const nameOf = (those: readonly { readonly id: string; readonly name: string }[], id: string) =>
    those.find((one) => one.id === id)?.name ?? '';
  return offers.map(({ doctorId, branchId, startMs }) => ({
    ...{ startMs, doctor: nameOf(doctors, doctorId), branch: nameOf(branches, branchId) },
    timeZone: branches.find(({ id }) => id === branchId)?.timeZone ?? 'UTC',
  }));
}
