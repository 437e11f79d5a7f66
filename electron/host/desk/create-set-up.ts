import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { Engine } from '../../../shared/engine/open-engine.ts';
import { loadReplicaInfo } from '../../../shared/engine/queries/load-replica-info.ts';
import { insertBook } from '../../../shared/engine/store/insert-book.ts';
import type { Connector } from '../../../shared/engine/store/session.ts';
import type { Actor } from '../../../shared/model/user.ts';
import { isTimeZone } from '../../../shared/time/time-zone.ts';
import type { SetUp, SetUpRefusal } from '../../../shared/wire/desk/set-up.ts';
import type { EnrolAnswer } from '../../../shared/wire/exchange/enrolment.ts';
import { hashPassword } from './password.ts';

/** Who the desk is signed in as afterwards; null when accounts come from central. */
type Done = Result<{ readonly userId: string | null }, SetUpRefusal>;

export interface SetUpOptions {
  readonly engine: Engine;
  readonly connector: Connector;
  /** Writes the sample organisation, around a day or around today; gives its administrator. */
  readonly seedSample: (today: string | null) => Promise<{ readonly userId: string }>;
  /** Makes this device known to a central server. */
  readonly enrol: (centralUrl: string, code: string) => Promise<Result<EnrolAnswer, SetUpRefusal>>;
  /** Puts the book to work that now exists. */
  readonly open: () => Promise<void>;
}

/** The first start: a sample to look around in, an organisation of one's own, or one that exists. */
export function createSetUp(options: SetUpOptions): (setUp: SetUp) => Promise<Done> {
  const { engine } = options;
  let running: Promise<unknown> = Promise.resolve();
  const setUpOnce = async (wish: SetUp): Promise<Done> => {
    if (await engine.store.read((db) => loadReplicaInfo(db)))
      return err({ kind: 'already-set-up' });
    const done = await setUp(options, wish);
    if (done.ok) await options.open();
    return done;
  };
  // One at a time: two desks may show the welcome screen at once.
  return (wish) => {
    const turn = running.then(() => setUpOnce(wish));
    running = turn.catch(() => undefined);
    return turn;
  };
}

async function setUp(options: SetUpOptions, wish: SetUp): Promise<Done> {
  switch (wish.kind) {
    case 'sample':
      return ok(await options.seedSample(wish.today));
    case 'new':
      return setUpNew(options, wish);
    case 'join':
      return join(options, wish);
  }
}

type NewOrganisation = Extract<SetUp, { readonly kind: 'new' }>;

async function setUpNew({ engine, connector }: SetUpOptions, wish: NewOrganisation): Promise<Done> {
  const { timeZone, opensMin, closesMin, branchName } = wish;
  if (!isTimeZone(timeZone)) return err({ kind: 'unknown-time-zone', timeZone });
  const book = await openOwnBook(engine, connector, branchName);
  const userId = engine.newId();
  const actor: Actor = {
    userId,
    name: wish.adminName,
    role: 'admin',
    doctorId: null,
    branchIds: [],
    desk: 'set-up',
  };
  const passwordHash = await hashPassword(wish.password);
  const done = await engine.execute(book.organisationId, actor, {
    id: engine.newId(),
    kind: 'set-up-organisation',
    atMs: engine.clock.nowMs(),
    input: {
      organisationId: book.organisationId,
      organisationName: wish.organisationName,
      branch: { id: book.branchId, name: branchName, timeZone, opensMin, closesMin },
      admin: { id: userId, name: wish.adminName, login: wish.login, passwordHash },
    },
  });
  return done.ok ? ok({ userId }) : err({ kind: 'malformed', problems: [done.error.kind] });
}

/** A book for a new organisation; one that was opened in vain before is used now. */
async function openOwnBook(engine: Engine, connector: Connector, name: string) {
  const leftOver = await engine.loadBook();
  if (leftOver?.branchId) {
    const { organisationId, branchId } = leftOver;
    return { organisationId, branchId };
  }
  const ids = { organisationId: engine.newId(), branchId: engine.newId() };
  await insertBook(connector, {
    ...ids,
    replica: replicaName(name),
    kind: 'branch',
    name,
    doctorId: null,
    isCentral: false,
    isSample: false,
    centralUrl: null,
  });
  return ids;
}

const REPLICA_NAME_MAX = 24;

/** The branch's name in plain letters, and which incarnation of its database this is. */
function replicaName(branchName: string): string {
  const plain = branchName
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, REPLICA_NAME_MAX);
  return `${plain || 'branch'}.1`;
}

async function join(
  { connector, enrol }: SetUpOptions,
  wish: Extract<SetUp, { readonly kind: 'join' }>,
): Promise<Done> {
  const enrolled = await enrol(wish.centralUrl, wish.code);
  if (!enrolled.ok) return enrolled;
  const { organisationId, replica, kind, name, branchId, doctorId, branchIds, isSample } =
    enrolled.value;
  const centralUrl = new URL(wish.centralUrl).origin;
  const isCentral = false;
  await insertBook(connector, {
    organisationId,
    replica,
    kind,
    name,
    branchId,
    doctorId,
    branchIds,
    isCentral,
    isSample,
    centralUrl,
  });
  return ok({ userId: null });
}
