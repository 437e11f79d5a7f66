import type { Access } from '../../electron/host/desk/create-access.ts';
import { createAccess, NO_ACCESS } from '../../electron/host/desk/create-access.ts';
import { createDeskFeed } from '../../electron/host/desk/desk-feed.ts';
import type { DeskHost, DeskSync, OpenBook } from '../../electron/host/desk/desk-host.ts';
import { createHoldKeeper } from '../../electron/host/desk/hold-keeper.ts';
import { noImports } from '../../electron/host/desk/import-jobs.ts';
import { createKnownUsers } from '../../electron/host/desk/known-users.ts';
import { createFailedSignIns } from '../../electron/host/desk/note-failed-sign-in.ts';
import { createOneTimeLinks } from '../../electron/host/desk/one-time-links.ts';
import type { SignIn } from '../../electron/host/desk/sign-in.ts';
import type { Clock } from '../../shared/core/clock.ts';
import { err } from '../../shared/core/result.ts';
import type { Timers } from '../../shared/core/timers.ts';
import { createThrottle } from '../../shared/domain/access/create-throttle.ts';
import { decideSight } from '../../shared/domain/access/decide-sight.ts';
import type { Engine } from '../../shared/engine/open-engine.ts';
import type { Central } from '../transport/central.ts';
import { type CheckPassword, createPasswordCheck } from '../transport/check-admin.ts';
import { CENTRAL_LIMITS } from './desk-limits.ts';
import { followOthers } from './follow-others.ts';

/** What the desks of one organisation have in common. */
export interface CentralDesks {
  readonly host: DeskHost;
  readonly access: Access;
}

interface Options extends Central {
  readonly timers: Timers;
  readonly onError: (error: unknown, what: string) => void;
}

/** The books at central, each for the desks of its own organisation. */
export interface DeskHosts {
  /** null where there is no such organisation. */
  readonly of: (organisationId: string) => Promise<CentralDesks | null>;
  /** Another process of central wrote in an organisation. */
  readonly moved: (organisationId: string, seq: number) => void;
  readonly close: () => void;
}

export function openDeskHosts(options: Options): DeskHosts {
  const { engine } = options;
  const others = followOthers(engine.store);
  const own: Options = { ...options, engine: { ...engine, store: others.store } };
  const checkPassword = createPasswordCheck(options, noteFailed(options));
  const open = new Map<string, CentralDesks & { readonly close: () => void }>();
  return {
    of: async (organisationId) => {
      const known = open.get(organisationId);
      if (known) return known;
      const book = await engine.loadBook(organisationId);
      if (!book?.isCentral) return null;
      // Two who come at once share what was opened first.
      const desks = open.get(organisationId) ?? openDesks(own, organisationId, checkPassword);
      open.set(organisationId, desks);
      return desks;
    },
    moved: others.moved,
    close: () => {
      for (const { close } of open.values()) close();
      others.close();
    },
  };
}

/** Wrong passwords that come again and again are told of, at whichever organisation they were tried. */
function noteFailed({ engine, onError }: Options): Parameters<typeof createPasswordCheck>[1] {
  const byOrganisation = new Map<string, ReturnType<typeof createFailedSignIns>>();
  return (organisationId, user) => {
    const note = byOrganisation.get(organisationId) ?? createFailedSignIns(engine, organisationId);
    byOrganisation.set(organisationId, note);
    note(user).catch((error: unknown) => onError(error, 'A wrong password was not told of.'));
  };
}

function openDesks(options: Options, organisationId: string, checkPassword: CheckPassword) {
  const { engine, clock, timers, random, onError } = options;
  // Who is signed in is this process's own: a browser that comes to another one signs in there.
  const access = createAccess({ start: NO_ACCESS, save: () => undefined }, clock, random);
  const feed = createDeskFeed({
    ...{ store: engine.store, organisationId, clock, timers },
    onError: (error) => onError(error, 'The feed could not be read.'),
  });
  const users = createKnownUsers(engine.store, organisationId);
  const book: OpenBook = {
    ...{
      organisationId,
      branchIds: null,
      sampleLogins: [],
      users,
      feed,
      imports: noImports,
      daySheets: null,
      near: null,
    },
    sync: atCentral(clock),
  };
  const host: DeskHost = {
    ...{ engine: oneBook(engine, organisationId), clock, timers, onError, access },
    ...{ limits: CENTRAL_LIMITS, backups: null, pins: createThrottle(clock) },
    links: createOneTimeLinks(clock, random),
    holds: createHoldKeeper({ engine, timers }, onError),
    signIn: signInAt(organisationId, checkPassword),
    book: () => book,
    onSetUp: () => () => undefined,
    setUp: async () => err({ kind: 'already-set-up' }),
  };
  return {
    ...{ host, access },
    close: () => {
      host.holds.stop();
      feed.close();
      users.close();
    },
  };
}

/** Central has the books of several organisations, and a desk is about one of them. */
const oneBook = (engine: Engine, organisationId: string): Engine => ({
  ...engine,
  loadBook: () => engine.loadBook(organisationId),
});

/** Those who answer for branches; what they are shown is of theirs. */
const signInAt =
  (organisationId: string, checkPassword: CheckPassword): SignIn =>
  async (login, password) => {
    const checked = await checkPassword(organisationId, { login, password });
    if (!checked.ok) return checked;
    return decideSight(checked.value) === 'none' ? err({ kind: 'not-for-central' }) : checked;
  };

/** Central is what others exchange with: it is always as new as itself. */
const atCentral = ({ nowMs }: Clock): DeskSync => ({
  status: async () => ({
    ...{ state: 'synced', waiting: 0, waitingByKind: {}, waitingForUpdate: 0 },
    ...{ lastHeardMs: nowMs(), centralUrl: null, clockOffsetMs: 0, refusedRows: [] },
    ...{ refusal: null, nextAttemptMs: null },
  }),
  onChange: () => () => undefined,
  now: async () => undefined,
  carry: null,
  admin: null,
  joinAgain: async () => err({ kind: 'not-needed' }),
});
