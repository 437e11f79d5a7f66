import { err, ok, type Result } from '../../../shared/core/result.ts';
import type { KnownReplica } from '../../../shared/engine/near/load-neighbours.ts';
import type { NearTrouble } from '../../../shared/wire/desk/near.ts';
import { decodeLine, encodeLine } from '../../../shared/wire/near/line-and-bytes.ts';
import {
  NEAR_LINE_MAX,
  type NearAnswer,
  type NearAsk,
  type NearHeader,
  nearAnswerSchema,
  nearHelloSchema,
  nearRefusalSchema,
} from '../../../shared/wire/near/near-line.ts';
import { CentralUnreachable, type Fetch, parseAnswer, post } from '../sync/central-request.ts';
import type { NearParty } from './near-party.ts';
import { NEAR_HELLO_PATH, NEAR_PATH } from './near-server.ts';

/** Somebody at an address who is known. */
interface Met {
  readonly neighbour: KnownReplica;
  /** One message, for which a challenge is fetched. */
  readonly say: (
    ask: NearAsk,
    bytes?: Uint8Array,
  ) => Promise<Result<{ readonly answer: NearAnswer; readonly bytes: Uint8Array }, NearTrouble>>;
}

interface Greeted {
  readonly header: NearHeader;
  readonly neighbour: KnownReplica;
}

/** Finds out who is at an address. It is believed nothing until it opens what is sealed for it. */
export async function meetAt(
  party: NearParty,
  fetch: Fetch,
  address: string,
): Promise<Result<Met, NearTrouble>> {
  const greet = () => sayHello(party, fetch, address);
  const first = await greet();
  if (!first.ok) return first;
  let greeted: Greeted | null = first.value;
  return ok({
    neighbour: first.value.neighbour,
    say: async (ask, bytes) => {
      const next = greeted ? ok(greeted) : await greet();
      // A challenge is good once.
      greeted = null;
      return next.ok ? saySealed(party, fetch, { address, ...next.value }, { ask, bytes }) : next;
    },
  });
}

async function sayHello(
  party: NearParty,
  fetch: Fetch,
  address: string,
): Promise<Result<Greeted, NearTrouble>> {
  const answer = await postTo(fetch, address, NEAR_HELLO_PATH, new Uint8Array());
  if (!answer.ok) return answer;
  const hello = parseAnswer(answer.value, nearHelloSchema);
  const { organisationId, replica: from } = await party.book();
  if (!hello || hello.replica === from) return err('not-daybook');
  const neighbour = await party.known(hello.replica);
  if (!neighbour) return err('unknown-there');
  const { replica: to, challenge } = hello;
  return ok({ header: { organisationId, from, to, challenge }, neighbour });
}

async function saySealed(
  party: NearParty,
  fetch: Fetch,
  { header, neighbour, address }: Greeted & { readonly address: string },
  said: { readonly ask: NearAsk; readonly bytes: Uint8Array | undefined },
): ReturnType<Met['say']> {
  const sealed = party.seal('ask', header, encodeLine(said.ask, said.bytes), neighbour);
  const answer = await postTo(fetch, address, NEAR_PATH, encodeLine(header, sealed));
  if (!answer.ok) return answer;
  const opened = party.open('answer', header, answer.value, neighbour);
  const whole = opened && decodeLine(opened, nearAnswerSchema, NEAR_LINE_MAX);
  return whole ? ok({ answer: whole.value, bytes: whole.bytes }) : err('unknown-there');
}

async function postTo(
  fetch: Fetch,
  address: string,
  path: string,
  body: Uint8Array<ArrayBuffer>,
): Promise<Result<Uint8Array, NearTrouble>> {
  try {
    const url = new URL(path, `http://${address}`);
    const { status, bytes } = await post(fetch, url, { body, headers: {} });
    if (status === 200) return ok(bytes);
    return err(parseAnswer(bytes, nearRefusalSchema)?.kind ?? 'not-daybook');
  } catch (error) {
    if (error instanceof CentralUnreachable) return err('unreachable');
    throw error;
  }
}
