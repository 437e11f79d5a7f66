import type { Channel, NotificationState } from '../../model/notification.ts';
import type { Patient } from '../../model/patient.ts';

/** What of a patient says how they are reached. */
export type Contact = Pick<Patient, 'phone' | 'email' | 'allowsSms' | 'allowsEmail' | 'optedOut'>;

export interface Reach {
  readonly channel: Channel | null;
  readonly state: Extract<NotificationState, 'waiting' | 'no-address' | 'opted-out'>;
}

/** Fewer digits are no telephone that a message could be sent to, more are several numbers. */
const DIGITS_MIN = 7;
const DIGITS_MAX = 15;

/** By which way a patient is told; an SMS, which is read at once, before an e-mail. */
export function chooseChannel(contact: Contact | null): Reach {
  if (contact?.optedOut) return { channel: null, state: 'opted-out' };
  const hasPhone = isNumber(contact?.phone ?? null);
  const hasEmail = isAddress(contact?.email ?? null);
  if (hasPhone && contact?.allowsSms) return { channel: 'sms', state: 'waiting' };
  if (hasEmail && contact?.allowsEmail) return { channel: 'email', state: 'waiting' };
  return { channel: null, state: hasPhone || hasEmail ? 'opted-out' : 'no-address' };
}

function isNumber(phone: string | null): boolean {
  if (phone === null || !/^[\d\s()+./-]+$/.test(phone)) return false;
  const { length } = phone.replaceAll(/\D/g, '');
  return length >= DIGITS_MIN && length <= DIGITS_MAX;
}

const isAddress = (email: string | null): boolean =>
  email !== null && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/.test(email.trim());

/**
 * A telephone number as gateways want it (E.164): with a plus as it is, else within the country
 * whose code is given ("91"), without the zero that is dialled there alone.
 */
export function toE164(phone: string, countryCode: string): string {
  const digits = phone.replaceAll(/\D/g, '');
  if (phone.trim().startsWith('+')) return `+${digits}`;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return `+${countryCode}${digits.replace(/^0/, '')}`;
}
