import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { intentInputSchemas } from '../model/intent.ts';
import { deskUpSchema } from './desk/up.ts';
import { codeRequestSchema, revocationSchema } from './exchange/administration.ts';
import { deviceKeySchema, enrolAnswerSchema, enrolRequestSchema } from './exchange/enrolment.ts';
import {
  exchangeRefusalSchema,
  pullHeaderSchema,
  pushHeaderSchema,
} from './exchange/frame-header.ts';
import {
  nearAnswerSchema,
  nearAskSchema,
  nearHeaderSchema,
  nearHelloSchema,
} from './near/near-line.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from './protocol-version.ts';

/**
 * Every shape that travels, as JSON Schema, in one hash. If this test fails, a message changed: a
 * replica that was switched off for weeks will send the old one. Decide what it means for it, raise
 * PROTOCOL_VERSION if it must be told, and put the new hash here.
 */
const PINNED: Readonly<Record<number, string>> = {
  1: '409ebb21260843e0',
};

const TRAVELLING = {
  deskUp: deskUpSchema,
  push: pushHeaderSchema,
  pull: pullHeaderSchema,
  refusal: exchangeRefusalSchema,
  enrolRequest: enrolRequestSchema,
  enrolAnswer: enrolAnswerSchema,
  code: codeRequestSchema,
  revocation: revocationSchema,
  deviceKey: deviceKeySchema,
  nearHello: nearHelloSchema,
  nearHeader: nearHeaderSchema,
  nearAsk: nearAskSchema,
  nearAnswer: nearAnswerSchema,
  ...intentInputSchemas,
};

test('a message does not change without its version being thought about [PV1]', () => {
  const shapes = Object.fromEntries(
    Object.entries(TRAVELLING).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    ]),
  );
  const hash = createHash('sha256').update(JSON.stringify(shapes)).digest('hex').slice(0, 16);
  expect(hash).toBe(PINNED[PROTOCOL_VERSION]);
});

test('an old replica can always hand over its work', () => {
  expect(PROTOCOL_FLOOR).toBeLessThanOrEqual(PROTOCOL_VERSION);
});
