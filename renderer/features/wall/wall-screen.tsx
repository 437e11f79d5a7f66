import './wall.css';
import { Button } from '@mantine/core';
import type { WallBoard } from '../../../shared/wire/desk/waiting-room.ts';
import { instantWords } from '../../words/instant-words.ts';
import { useWallBoard } from './use-wall-board.ts';
import { words } from './wall-words.ts';

const MINUTE_MS = 60_000;
/** Less is not worth a word. */
const SAID_MIN = 5;

/** For everybody's eyes: which ticket is called where, who is next, and who runs late. */
export function WallScreen() {
  const { board, state } = useWallBoard();
  const leave = (): void => {
    location.hash = '/schedule';
  };
  return (
    <main className="wall" aria-label={board ? words.title(board.branch) : words.opening}>
      {board ? <Board board={board} /> : <p>{state === 'there' ? words.none : words.opening}</p>}
      <footer>
        <span role="status">{state === 'lost' ? words.lost : ''}</span>
        <Button size="compact-xs" variant="subtle" onClick={leave}>
          {words.back}
        </Button>
      </footer>
    </main>
  );
}

function Board({ board }: { readonly board: WallBoard }) {
  const { time } = instantWords(board.timeZone);
  const late = board.delays
    .map(({ doctor, delayMs }) => ({ doctor, minutes: Math.floor(delayMs / MINUTE_MS) }))
    .filter(({ minutes }) => minutes >= SAID_MIN);
  return (
    <>
      <header>
        <h1>{board.branch}</h1>
        <time>{time(board.nowMs)}</time>
      </header>
      <div className="wall-parts">
        <section aria-labelledby="wall-called">
          <h2 id="wall-called">{words.called}</h2>
          {board.called.length === 0 ? <p>{words.nobodyCalled}</p> : null}
          <ul className="wall-called" aria-live="polite">
            {board.called.map(({ ticket, doctor, room }) => (
              <li key={ticket}>
                <b>{ticket}</b>
                <span>
                  {words.doctorOf(doctor)}
                  <em>{words.roomOf(room)}</em>
                </span>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="wall-next">
          <h2 id="wall-next">{words.next}</h2>
          {board.next.length === 0 ? <p>{words.nobodyWaits}</p> : null}
          <ul className="wall-next">
            {board.next.map(({ ticket, doctor, startMs }) => (
              <li key={ticket}>
                <b>{ticket}</b>
                <span>{doctor === null ? words.any : words.doctorOf(doctor)}</span>
                <span>
                  {startMs === null ? '' : `${words.about.toLowerCase()} ${time(startMs)}`}
                </span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {late.map(({ doctor, minutes }) => (
        <p key={doctor} className="wall-late">
          {words.late(doctor, minutes)}
        </p>
      ))}
    </>
  );
}
