import { useAnswer } from '../../intents/use-answer.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { actWords } from '../../words/act-words.ts';
import { changedFields } from '../../words/change-words.ts';
import { loadWords } from '../../words/load-words.ts';
import { storyPlace } from '../../words/story-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';

/** What happened to an appointment, at whatever computer: who did it and why, oldest first. */
export function AppointmentStory({ appointmentId }: { readonly appointmentId: string }) {
  const say = useSay();
  const { answer, state } = useAnswer({ kind: 'appointment-story', appointmentId });
  if (answer === null) {
    return (
      <LoadState {...{ state, words: loadWords }} hasAnswer={false} onRetry={() => undefined} />
    );
  }
  const { entries, names } = answer;
  if (entries.length === 0) return <p className="booking-hint">{words.storyElsewhere}</p>;
  return (
    <ol className="story">
      {entries.map(({ no, replica, act, atMs, who, role, desk, reason, changes: [change] }) => (
        <li key={`${replica} ${no}`}>
          <b>{actWords(act)}</b>
          <span className="booking-hint">
            {say.day(atMs)}, {say.time(atMs)} · {who}
            {reason ? ` · ${reason}` : ''}
          </span>
          <span className="booking-hint">{storyPlace({ replica, role, desk }, names)}</span>
          {change?.before ? (
            <span className="booking-hint">
              {changedFields(change, names, say)
                .map(({ field, before, after }) => words.was(field, after, before ?? ''))
                .join('; ')}
            </span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}
