import { decodeFrame, encodeFrame } from '../../shared/wire/exchange/frame.ts';
import { pullHeaderSchema, pushHeaderSchema } from '../../shared/wire/exchange/frame-header.ts';
import { aBooking, at, ORGANISATION } from '../support/engine.ts';
import { openThreeReplicas } from '../support/three-replicas.ts';
import { type Cost, costOf, median, ratioAtMost, reportFigures, say } from './figure.ts';

/**
 * What an exchange costs that hands over the audit trail and is told of others', beside the same
 * exchange without, in turns in the same run: one booking each, a branch and central in one process,
 * each on a PGlite in memory. Run by `node test/bench/trail.ts [BOOKINGS]`.
 */

const BOOKINGS = Number(process.argv[2] ?? 120);
const WARM = 10;
const MINUTE_MS = 60_000;

await using three = await openThreeReplicas();
const { saltLake, central } = three;
const device = { organisationId: ORGANISATION, replica: 'salt-lake.1' };

/** One exchange, with the trail in it or not. */
async function exchange(withTrail: boolean): Promise<void> {
  const push = await saltLake.nextPush(ORGANISATION);
  const frame = decodeFrame(push, (json) => pushHeaderSchema.parse(json));
  if (!frame.ok) throw new Error(frame.error);
  const { trail: _, ...header } = frame.value.header;
  const sent = withTrail ? push : encodeFrame({ header, bodies: frame.value.bodies });
  const answer = await central.exchange(device, sent);
  if (!answer.ok) throw new Error(answer.error.detail);
  const taken = await saltLake.takeAnswer(ORGANISATION, answer.value, saltLake.clock.nowMs());
  if (!taken.ok) throw new Error(taken.error);
  const down = decodeFrame(answer.value, (json) => pullHeaderSchema.parse(json));
  const isTold = down.ok && down.value.header.trail !== undefined;
  if (isTold !== withTrail) throw new Error('The trail did not travel as it should.');
}

const costs = { with: [] as Cost[], without: [] as Cost[] };
for (let i = 0; i < BOOKINGS; i += 1) {
  const startMs = at('09:00', 7 * (i % 4)) + Math.floor(i / 4) * MINUTE_MS;
  const time = { startMs, endMs: startMs + MINUTE_MS };
  const done = await saltLake.ask('book', aBooking(saltLake.newId(), '09:00', time));
  if (!done.ok) throw new Error(JSON.stringify(done.error));
  // Each second exchange has the entries of two bookings.
  const withTrail = i % 2 === 1;
  const cost = await costOf(() => exchange(withTrail));
  if (i >= WARM) costs[withTrail ? 'with' : 'without'].push(cost);
}

const cpu = (all: readonly Cost[]): number => median(all.map(({ cpuMs }) => cpuMs));
say(`${BOOKINGS} bookings, each exchanged by itself, the trail in every second exchange.`);
reportFigures([
  {
    ...{ bench: 'trail', name: 'an exchange with the audit trail in it, CPU ms' },
    ...{ ours: cpu(costs.with), limit: ratioAtMost(1.5) },
    peer: { name: 'without', value: cpu(costs.without) },
  },
]);
