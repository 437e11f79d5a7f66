import './rights.css';
import { Button } from '@mantine/core';
import type { Handover } from '../../../shared/model/handover.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './rights-words.ts';
import { useRightActions } from './use-right-actions.ts';
import { useRights } from './use-rights.ts';

/** What others ask this computer for, on top of whatever it shows. */
export function RightRequests() {
  const say = useSay();
  const rights = useRights();
  const actions = useRightActions();
  const [first] = rights.requests;
  if (!first) return null;
  const who = rights.nameOf(first.toReplica);
  const doctor = first.doctorId === null ? words.everything : say.doctor(first.doctorId);
  return (
    <aside className="right-request" aria-label={words.requests}>
      <Notice
        tone="accent"
        title={words.request(who, doctor, timeOf(first, say.day, say.time))}
        action={
          <span className="right-answers">
            <Button
              size="compact-sm"
              loading={actions.isBusy}
              onClick={() => void actions.answer(first.id, 'give')}
            >
              {words.agree}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => void actions.answer(first.id, 'decline')}
            >
              {words.decline}
            </Button>
          </span>
        }
      >
        {actions.refusal ? refusalWords(actions.refusal, say) : words.requestHint(who)}
      </Notice>
    </aside>
  );
}

const DAY_MS = 86_400_000;

function timeOf(
  { startMs, endMs }: Handover,
  day: (ms: number) => string,
  time: (ms: number) => string,
): string {
  const first = `${day(startMs)}, ${time(startMs)}`;
  return endMs - startMs <= DAY_MS ? first : words.from(first);
}
