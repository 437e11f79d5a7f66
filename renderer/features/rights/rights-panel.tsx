import './rights.css';
import { Button, Checkbox } from '@mantine/core';
import { dayAt } from '../../../shared/time/day.ts';
import { useRows } from '../../replica/rows-store.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useNewWorkingTime } from '../../replica/use-new-working-time.ts';
import { useAnswersForBranch } from '../../state/session-store.ts';
import { closePanel, openManySessions, useView } from '../../state/view-store.ts';
import { Notice } from '../../ui/notice.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { QuotaSection } from './quota-section.tsx';
import { words } from './rights-words.ts';
import { SessionRightCard } from './session-right-card.tsx';
import { useRightActions } from './use-right-actions.ts';
import { useRights } from './use-rights.ts';

/** Who may book a doctor's time firmly on the day shown: this computer, or another. */
export function RightsPanel() {
  const place = useBranch();
  const doctorId = useView((view) => view.rightsDoctorId);
  return place && doctorId ? <OpenRights key={doctorId} place={place} doctorId={doctorId} /> : null;
}

function OpenRights({
  place,
  doctorId,
}: {
  readonly place: BranchTime;
  readonly doctorId: string;
}) {
  const say = useSay();
  const answers = useAnswersForBranch();
  const addTime = useNewWorkingTime();
  const rights = useRights();
  const actions = useRightActions();
  const shown = useView((view) => view.day);
  const day = shown ?? dayAt(place.zone, Date.now());
  const sessions = [...useRows('sessions').values()]
    .filter((one) => one.doctorId === doctorId && dayAt(place.zone, one.startMs) === day)
    .filter((one) => one.branchId === place.branch.id && !one.deleted)
    .toSorted((a, b) => a.startMs - b.startMs);
  return (
    <SidePanel
      title={words.title}
      subtitle={say.doctor(doctorId)}
      closeLabel={words.close}
      onClose={closePanel}
      foot={
        answers ? (
          <>
            <Button variant="default" onClick={() => addTime?.(doctorId)}>
              {words.add}
            </Button>
            <Button variant="default" onClick={() => openManySessions([doctorId])}>
              {words.changeMany}
            </Button>
            <Button variant="subtle" component="a" href="#/templates">
              {words.templates}
            </Button>
          </>
        ) : null
      }
    >
      <div className="rights">
        {actions.refusal ? <Notice tone="warn" title={refusalWords(actions.refusal, say)} /> : null}
        {sessions.length === 0 ? <p>{words.noSession}</p> : null}
        {sessions.map((session) => (
          <SessionRightCard
            key={session.id}
            {...{ session, rights, actions }}
            canChange={answers}
          />
        ))}
        <QuotaSection
          place={place}
          day={day}
          doctorId={doctorId}
          rights={rights}
          actions={actions}
        />
        {rights.isAlone || !answers ? null : <GivesByItself place={place} actions={actions} />}
      </div>
    </SidePanel>
  );
}

function GivesByItself(props: {
  readonly place: BranchTime;
  readonly actions: ReturnType<typeof useRightActions>;
}) {
  const { branch } = props.place;
  return (
    <Checkbox
      size="xs"
      label={words.givesByItself}
      checked={branch.givesWhenAsked}
      onChange={(event) => void props.actions.setGiving(branch.id, event.currentTarget.checked)}
    />
  );
}
