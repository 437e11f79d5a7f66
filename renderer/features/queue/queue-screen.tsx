import './queue.css';
import { Button, Select } from '@mantine/core';
import { IconChecks, IconDeviceTv, IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useDesk } from '../../intents/desk.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useSession } from '../../state/session-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { ActForm } from './act-form.tsx';
import { DelaysLine } from './delays-line.tsx';
import { QueueTable } from './queue-table.tsx';
import { words } from './queue-words.ts';
import { StartForm } from './start-form.tsx';
import { UnticketedPart } from './unticketed-part.tsx';
import { type QueueLine, useNow, useOutlook, useQueueLines, useUnticketed } from './use-queue.ts';
import { useQueueActs } from './use-queue-acts.ts';
import { WalkInForm } from './walk-in-form.tsx';

/** Who waits at the branch on screen today, and all that is done with them. */
export function QueueScreen() {
  const place = useBranch();
  const isLaptop = useSession(({ replica }) => replica?.kind === 'doctor');
  if (isLaptop) {
    return (
      <section className="page">
        <EmptyState title={words.notHere}>{words.notHereHint}</EmptyState>
      </section>
    );
  }
  return place ? <OpenQueue key={place.branch.id} place={place} /> : null;
}

function OpenQueue({ place }: { readonly place: BranchTime }) {
  const nowMs = useNow();
  const all = useQueueLines(place, nowMs);
  const outlook = useOutlook(place.branch.id, nowMs);
  const unticketed = useUnticketed(place, all, nowMs);
  const [isJoining, setJoining] = useState(false);
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [showsOver, setShowsOver] = useState(false);
  const acts = useQueueActs(all);
  const lines = all.filter(
    (line) => doctorId === null || line.doctorId === null || line.doctorId === doctorId,
  );
  const starts = new Map(outlook?.starts.map(({ entryId, startMs }) => [entryId, startMs]));
  const of = (...states: readonly QueueLine['now'][]) =>
    lines.filter(({ now }) => states.includes(now));
  const over = of('done', 'left');
  const shown = { nowMs, starts, onAct: acts.act, onAsk: acts.ask };
  return (
    <section className="page queue">
      <QueueHead {...{ place, doctorId }} onDoctor={setDoctorId} onJoin={() => setJoining(true)} />
      <p className="page-hint">{words.intro}</p>
      <DelaysLine delays={outlook?.delays ?? []} />
      {isJoining ? (
        <WalkInForm branchId={place.branch.id} onLeave={() => setJoining(false)} />
      ) : null}
      <ActsPart {...{ nowMs, acts }} />
      <UnticketedPart visits={unticketed} />
      {lines.length === over.length && unticketed.length === 0 && !isJoining ? (
        <EmptyState title={words.none} icon={<IconUsersGroup size={32} stroke={1.5} />}>
          {words.noneHint}
        </EmptyState>
      ) : null}
      <QueueTable title={words.groups.called} lines={of('called')} {...shown} />
      <QueueTable title={words.groups.waiting} lines={of('waiting')} {...shown} />
      <QueueTable title={words.groups.held} lines={of('held')} {...shown} />
      <QueueTable title={words.groups.started} lines={of('started')} {...shown} />
      {over.length > 0 ? (
        <p className="queue-over">
          {words.over(of('done').length, of('left').length)}
          <Button size="compact-sm" variant="subtle" onClick={() => setShowsOver(!showsOver)}>
            {showsOver ? words.hideOver : words.showOver}
          </Button>
        </p>
      ) : null}
      {showsOver ? (
        <>
          <QueueTable title={words.gone} lines={of('left')} {...shown} />
          <QueueTable title={words.seen} lines={of('done')} {...shown} />
        </>
      ) : null}
    </section>
  );
}

function QueueHead(props: {
  readonly place: BranchTime;
  readonly doctorId: string | null;
  readonly onDoctor: (doctorId: string | null) => void;
  readonly onJoin: () => void;
}) {
  const doctors = useRows('doctors');
  const entries = useRows('queueEntries');
  const say = useSay();
  const ids = new Set([...entries.values()].flatMap(({ doctorId }) => doctorId ?? []));
  const { client } = useDesk();
  const openVisits = (): void => {
    location.hash = '/visits';
  };
  // A screen that hangs there for everybody is nobody's desk.
  const openWall = (): void => {
    client.signOut();
    location.hash = '/wall';
  };
  return (
    <div className="page-head">
      <h1>{words.title(props.place.branch.name)}</h1>
      <div className="queue-head">
        <Select
          aria-label={words.ofDoctor}
          value={props.doctorId ?? ''}
          allowDeselect={false}
          data={[
            { value: '', label: words.everyone },
            ...[...doctors.values()]
              .filter(({ id }) => ids.has(id))
              .map(({ id }) => ({ value: id, label: say.doctor(id) })),
          ]}
          onChange={(id) => props.onDoctor(id || null)}
        />
        <Button variant="default" leftSection={<IconChecks size={15} />} onClick={openVisits}>
          {words.leftOpen}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDeviceTv size={15} />}
          title={words.wallHint}
          onClick={openWall}
        >
          {words.wall}
        </Button>
        <Button leftSection={<IconPlus size={15} />} onClick={props.onJoin}>
          {words.walkIn}
        </Button>
      </div>
    </div>
  );
}

/** What is being asked about somebody, and what was said no to. */
function ActsPart(props: {
  readonly nowMs: number;
  readonly acts: ReturnType<typeof useQueueActs>;
}) {
  const { asked, refusal, act, leave, beforeId } = props.acts;
  const say = useSay();
  const frame = asked ? { line: asked.line, onLeave: leave } : null;
  return (
    <>
      {refusal ? <Notice tone="warn" title={refusalWords(refusal, say)} /> : null}
      {frame && asked?.act === 'start' ? (
        <StartForm
          key={frame.line.id}
          {...frame}
          {...{ nowMs: props.nowMs, refusal }}
          onAct={(one) => act(frame.line, one)}
        />
      ) : null}
      {frame && asked && asked.act !== 'start' ? (
        <ActForm
          key={`${frame.line.id} ${asked.act}`}
          {...frame}
          {...{ asked: asked.act, refusal }}
          beforeId={beforeId}
          onAct={(one) => act(frame.line, one)}
        />
      ) : null}
    </>
  );
}
