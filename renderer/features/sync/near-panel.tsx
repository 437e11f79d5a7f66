import { useEffect, useState } from 'react';
import type { NearState } from '../../../shared/wire/desk/near.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { type Say, useSay } from '../../words/use-say.ts';
import { carryingWords, nearTroubleWords, words } from './near-words.ts';

const LOOK_EVERY_MS = 3_000;

/** The computers of the organisation in the same network, while this is on the screen. */
export function NearPanel() {
  const say = useSay();
  const state = useNear();
  if (!state) return null;
  const { plan, portTaken, neighbours, addresses } = state;
  return (
    <section className="entry-head">
      <h2>{words.title}</h2>
      <p>{words.hint}</p>
      {plan === null ? <p>{words.off}</p> : null}
      {portTaken ? (
        <Notice tone="warn" title={words.portTaken}>
          {words.portTakenAdvice}
        </Notice>
      ) : null}
      {addresses.map(({ address, trouble }) =>
        trouble === null ? null : (
          <Notice key={address} tone="warn" title={nearTroubleWords(address, trouble)} />
        ),
      )}
      {plan !== null && neighbours.length === 0 ? <p>{words.nobody}</p> : null}
      {neighbours.length > 0 ? <Neighbours neighbours={neighbours} say={say} /> : null}
    </section>
  );
}

function Neighbours(props: { readonly neighbours: NearState['neighbours']; readonly say: Say }) {
  const { say } = props;
  const when = (ms: number): string => `${say.day(ms)}, ${say.time(ms)}`;
  return (
    <SimpleTable
      head={[...words.head]}
      rows={props.neighbours.map((one) => ({
        id: one.replica,
        cells: [
          <b key="name">{one.name}</b>,
          one.isNear ? when(one.sinceMs) : words.left(when(one.lastMs)),
          one.visits,
          carryingWords(one, when),
        ],
      }))}
    />
  );
}

/** Asked again and again: who comes near is no row of the book. */
function useNear(): NearState | null {
  const { client } = useDesk();
  const [state, setState] = useState<NearState | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isThere = true;
    const look = async (): Promise<void> => {
      const answer = await client.ask({ kind: 'near' }).catch(() => null);
      if (!isThere) return;
      setState(answer);
      timer = setTimeout(() => void look(), LOOK_EVERY_MS);
    };
    void look();
    return () => {
      isThere = false;
      clearTimeout(timer);
    };
  }, [client]);
  return state;
}
