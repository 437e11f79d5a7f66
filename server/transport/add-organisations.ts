import { createHash, timingSafeEqual } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { err, ok, type Result } from '../../shared/core/result.ts';
import { foundBook } from '../../shared/engine/store/found-book.ts';
import { openSharedThrottle } from '../../shared/engine/store/open-shared-throttle.ts';
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
  foundingKey: z.string().max(200).optional(),
});
type NewOrganisation = z.infer<typeof newOrganisationSchema>;

/**
 * Central takes an organisation, with its first branch and administrator: the first from anyone who
 * reaches it, others from who shows the key that central was started with.
 */
export function addOrganisations(http: FastifyInstance, options: FoundingOptions): void {
  const throttle = openSharedThrottle(options.connector, options.clock, 'found');
  http.post('/v1/organisations', async ({ body, ip }, reply) => {
    const wish = newOrganisationSchema.safeParse(body).data;
    if (!wish)
      return reply.code(400).send({ kind: 'malformed', detail: 'This is no organisation.' });
    const { foundingKey: shown } = wish;
    if (shown !== undefined) {
      const early = await throttle.attempt(ip);
      if (early) return reply.code(429).send({ kind: 'too-many-attempts', ...early });
      if (!isKey(shown, options.foundingKey)) return reply.code(403).send({ kind: 'wrong-key' });
      await throttle.succeeded(ip);
    }
    const founded = await found(options, wish, { first: shown === undefined });
    return founded.ok
      ? reply.code(201).send({ ok: true, organisationId: founded.value })
      : reply.code(409).send(founded.error);
  });
}

interface FoundingOptions extends Central {
  /** Who shows it founds organisations beside the first; null where there is no other. */
  readonly foundingKey: string | null;
}

const isKey = (shown: string, key: string | null): boolean =>
  key !== null && timingSafeEqual(digest(shown), digest(key));

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function found(
  { engine, connector, clock }: Central,
  wish: NewOrganisation,
  how: { readonly first: boolean },
): Promise<Result<string, Refusal>> {
  const organisationId = await foundBook(connector, engine.newId(), how);
  if (organisationId === null) return err({ kind: 'already-set-up' });
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
  // Refused if another process has just used the same book.
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
  return done.ok ? ok(organisationId) : done;
}
