import type { Refusal, SessionObstacle } from '../../shared/model/refusal.ts';
import type { Wording } from './refusal-words.ts';

type Refused = Extract<Refusal, { kind: 'sessions-refused' }>;

const NAMED_MAX = 3;

/** Why some of many sessions cannot be changed as asked, and which they are. */
export function sessionsWords(refusal: Refused, say: Omit<Wording, 'branch'>): string {
  const { why, count, first, canRequest } = refusal;
  const named = first.slice(0, NAMED_MAX);
  const names = named.map(
    ({ doctorId, startMs }) => `${say.doctor(doctorId)} ${say.time(startMs)}`,
  );
  const more = count > named.length ? `, and ${count - named.length} more` : '';
  const help = canRequest ? WITH_OTHERS : WHY[why];
  return `${count} ${count === 1 ? 'session' : 'sessions'} in the way: ${help}: ${names.join('; ')}${more}.`;
}

const WITH_OTHERS =
  'they would overlap those of other branches, which you can ask for all the same';

const WHY: Readonly<Record<SessionObstacle, string>> = {
  overlap: 'they would overlap other sessions of the doctor',
  past: 'they would begin in the past',
  'off-day': 'they would not lie within one day any more',
  breaks: 'a break would not lie in them any more',
  tags: 'they would have more than 20 marks',
  'doctor-away': 'the doctor who is to have them is away',
  'branch-closed': 'the branch where they go is closed',
  'other-zone': 'the branch where they go has another time zone',
  'not-home': 'another computer holds their bookings and has to hand them over first',
  'under-way': 'their bookings are on the way to another computer',
};
