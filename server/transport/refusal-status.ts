import type { ExchangeRefusal } from '../../shared/wire/exchange/frame-header.ts';

/** The HTTP status of each reason for which central does not exchange. */
export const REFUSAL_STATUS: Readonly<Record<ExchangeRefusal['kind'], number>> = {
  malformed: 400,
  'bad-signature': 401,
  'clock-of-request': 401,
  replayed: 409,
  'too-many-requests': 429,
  'unknown-replica': 401,
  revoked: 403,
  forked: 409,
  'too-large': 413,
  'protocol-unsupported': 426,
  'must-update': 426,
};
