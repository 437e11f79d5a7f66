import { Drawer } from '@mantine/core';
import { useState } from 'react';
import type { Result } from '../../../shared/core/result.ts';
import type {
  Behind,
  ReportDrill,
  ReportRefusal,
  ReportScope,
} from '../../../shared/model/report.ts';
import { type Answered, useAnswer } from '../../intents/use-answer.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { loadWords } from '../../words/load-words.ts';
import { SessionsTable, VisitsTable, WalkInsTable } from './behind-tables.tsx';
import type { Mark } from './figure-marks.ts';
import { reportRefusalWords, words } from './reports-words.ts';
import type { Pointed } from './use-reports.ts';

const LIMIT = 100;
const NO_DRILL: ReportDrill = {
  ...{ state: null, weekday: null, hour: null, waitFromMin: null, waitUntilMin: null },
  limit: LIMIT,
};

/** What is behind a mark: appointments, sessions or people of the queue, each to be opened where it is. */
export function BehindPanel(props: { readonly pointed: Pointed; readonly onClose: () => void }) {
  const { title, scope, mark } = props.pointed;
  const [turn, setTurn] = useState(0);
  const asking = { scope, mark, turn, onRetry: () => setTurn(turn + 1) };
  return (
    <Drawer.Root opened position="right" size="min(640px, 92vw)" onClose={props.onClose}>
      <Drawer.Overlay />
      <Drawer.Content aria-label={title}>
        <SidePanel title={title} closeLabel={words.close} onClose={props.onClose}>
          <BehindMark {...asking} />
        </SidePanel>
      </Drawer.Content>
    </Drawer.Root>
  );
}

interface Asking {
  readonly scope: ReportScope;
  readonly turn: number;
  readonly onRetry: () => void;
}
type Of<K extends Mark['of']> = { readonly mark: Extract<Mark, { readonly of: K }> };

function BehindMark({ mark, ...asking }: Asking & { readonly mark: Mark }) {
  switch (mark.of) {
    case 'visits':
      return <BehindVisits {...asking} mark={mark} />;
    case 'sessions':
      return <BehindSessions {...asking} />;
    case 'walk-ins':
      return <BehindWalkIns {...asking} mark={mark} />;
  }
}

function BehindVisits({ scope, mark: { of: _, ...some }, turn, onRetry }: Asking & Of<'visits'>) {
  const drill = { ...NO_DRILL, ...some };
  const { answer, state } = useAnswer({ kind: 'report-visits', ...scope, drill }, turn);
  return (
    <>
      <Found {...{ answer, state, onRetry }} count={words.behindCount} />
      <VisitsTable visits={answer?.ok ? answer.value.first : []} />
    </>
  );
}

function BehindSessions({ scope, turn, onRetry }: Asking) {
  const { answer, state } = useAnswer({ kind: 'report-sessions', ...scope, limit: LIMIT }, turn);
  return (
    <>
      <Found {...{ answer, state, onRetry }} count={words.sessionsCount} />
      <SessionsTable sessions={answer?.ok ? answer.value.first : []} />
    </>
  );
}

function BehindWalkIns({ scope, mark, turn, onRetry }: Asking & Of<'walk-ins'>) {
  const wish = { kind: 'report-walk-ins', ...scope, state: mark.state, limit: LIMIT } as const;
  const { answer, state } = useAnswer(wish, turn);
  return (
    <>
      <Found {...{ answer, state, onRetry }} count={words.walkInsCount} />
      <WalkInsTable walkIns={answer?.ok ? answer.value.first : []} />
    </>
  );
}

/** How many there are, or why that is not known yet. */
function Found(
  props: Answered<Result<Behind<unknown>, ReportRefusal>> & {
    readonly onRetry: () => void;
    readonly count: (count: number, shown: number) => string;
  },
) {
  const { answer, state, onRetry } = props;
  return (
    <>
      <LoadState {...{ state, words: loadWords, onRetry }} hasAnswer={answer !== null} />
      {answer?.ok === false ? (
        <Notice tone="warn" title={reportRefusalWords(answer.error)} />
      ) : null}
      {answer?.ok ? <p>{props.count(answer.value.count, answer.value.first.length)}</p> : null}
    </>
  );
}
