import { hash } from '@node-rs/argon2';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { insertBook } from '../../shared/engine/store/insert-book.ts';
import { minuteOfDaySchema, nameSchema } from '../../shared/model/primitives.ts';
import type { Refusal } from '../../shared/model/refusal.ts';
import { type Actor, loginSchema } from '../../shared/model/user.ts';
import { isTimeZone } from '../../shared/time/time-zone.ts';
import type { Central } from './central.ts';

const newOrganisationSchema = z.object({
  organisationName: nameSchema,
  branch: z.object({
    name: nameSchema,
    timeZone: z.string().refine(isTimeZone, 'No such time zone.'),
    opensMin: minuteOfDaySchema,
    closesMin: minuteOfDaySchema,
  }),
  admin: z.object({ name: nameSchema, login: loginSchema, password: z.string().min(8).max(200) }),
});
type NewOrganisation = z.infer<typeof newOrganisationSchema>;

/** A central that keeps no book yet takes one organisation, with its first branch and administrator. */
export function addOrganisations(http: FastifyInstance, central: Central): void {
  let running: Promise<unknown> = Promise.resolve();
  http.post('/v1/organisations', async ({ body }, reply) => {
    const wish = newOrganisationSchema.safeParse(body).data;
    if (!wish)
      return reply.code(400).send({ kind: 'malformed', detail: 'This is no organisation.' });
    // One at a time, or two might both find central empty.
    const turn = running.then(() => setUp(central, wish));
    running = turn.catch(() => undefined);
    const refusal = await turn;
    return refusal ? reply.code(409).send(refusal) : reply.code(201).send({ ok: true });
  });
}

async function setUp(central: Central, wish: NewOrganisation): Promise<Refusal | null> {
  const { engine, connector, clock } = central;
  const known = await engine.loadBook();
  const organisationId = known?.organisationId ?? engine.newId();
  await insertBook(connector, {
    organisationId,
    replica: 'central',
    kind: 'central',
    name: 'Central',
    branchId: null,
    doctorId: null,
    isCentral: true,
    isSample: false,
    centralUrl: null,
  });
  const { name, login, password } = wish.admin;
  const userId = engine.newId();
  const actor: Actor = {
    userId,
    name,
    role: 'admin',
    doctorId: null,
    branchIds: [],
    desk: 'central',
  };
  // Refused if there is one: a book that was opened and got no organisation is used now.
  const done = await engine.execute(organisationId, actor, {
    id: engine.newId(),
    kind: 'set-up-organisation',
    atMs: clock.nowMs(),
    input: {
      organisationId,
      organisationName: wish.organisationName,
      branch: { id: engine.newId(), ...wish.branch },
      admin: { id: userId, name, login, passwordHash: await hash(password) },
    },
  });
  return done.ok ? null : done.error;
}
