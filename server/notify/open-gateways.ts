import type { Gateways } from './keep-outbox.ts';
import type { NotifyOptions } from './notify-options.ts';
import { openEmailGateway } from './open-email-gateway.ts';
import { openSmsGateway } from './open-sms-gateway.ts';

/** Who does not answer within this time may have taken a message, or not. */
const CALL_MS = 15_000;

/** The ways by which central sends messages, as it was told. */
export const openGateways = ({ sms, email }: NotifyOptions, callMs = CALL_MS): Gateways => ({
  sms: sms === null ? null : openSmsGateway(sms, { callMs }),
  email: email === null ? null : openEmailGateway(email, { callMs }),
});
