import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ComponentType, lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { RightRequests } from '../features/rights/right-requests.tsx';
import { useIdleLock } from '../features/sign-in/use-idle-lock.ts';
import { pillWords } from '../features/sync/sync-words.ts';
import { useLookForConflicts } from '../intents/use-look-for-conflicts.ts';
import { useRow, useRows } from '../replica/rows-store.ts';
import { useBranch } from '../replica/use-branch.ts';
import { useOffers } from '../replica/use-offers.ts';
import { useFound } from '../state/found-store.ts';
import { isLooking, useSession } from '../state/session-store.ts';
import { openDraft, useView } from '../state/view-store.ts';
import { lazyPart } from '../ui/lazy-part.ts';
import { useSay } from '../words/use-say.ts';
import { AccountMenu } from './account-menu.tsx';
import { AlertBell } from './alert-bell.tsx';
import { AppShell } from './app-shell.tsx';
import { words } from './app-words.ts';
import { BranchBadge } from './branch-badge.tsx';
import { ErrorScreen } from './error-screen.tsx';
import { fetchScreen } from './fetch-screen.ts';
import { InboxButton } from './inbox-button.tsx';
import { LazyCommandPalette } from './lazy-command-palette.tsx';
import { OfferBell } from './offer-bell.tsx';
import type { RailItem } from './rail.tsx';
import { LOOKED_AT, MORE_ITEMS, RAIL_FOOT_ITEMS, RAIL_ITEMS } from './rail-items.ts';
import { ScreenOutlet } from './screen-outlet.tsx';
import { SCREEN_IDS, SCREENS, type ScreenId } from './screens.ts';
import { SyncPill } from './sync-pill.tsx';
import { loadShownToasts } from './toasts.tsx';
import { TopBar } from './top-bar.tsx';
import { useCodeAhead } from './use-code-ahead.ts';
import { useKeys } from './use-keys.ts';
import { useLateRefusals } from './use-late-refusals.ts';
import { useScreenRoute } from './use-screen-route.ts';
import { useUndo } from './use-undo.ts';
import { useUndoToasts } from './use-undo-toasts.tsx';

const AsOfLine = lazyPart(async () => (await import('./as-of-line.tsx')).AsOfLine);
const OfferNotice = lazyPart(
  async () => (await import('../features/handovers/offer-notice.tsx')).OfferNotice,
);
const WaitlistNotice = lazyPart(
  async () => (await import('../features/waitlist/waitlist-notice.tsx')).WaitlistNotice,
);

const panelOf = (load: () => Promise<ComponentType>) => ({
  load,
  Panel: lazy(() => fetchScreen(load)),
});

/** What opens at the right. Not to be waited for with the day; the likelier ones first. */
const PANELS = {
  booking: panelOf(
    async () => (await import('../features/booking/booking-panel.tsx')).BookingPanel,
  ),
  appointment: panelOf(
    async () => (await import('../features/booking/appointment-panel.tsx')).AppointmentPanel,
  ),
  rights: panelOf(async () => (await import('../features/rights/rights-panel.tsx')).RightsPanel),
  change: panelOf(
    async () =>
      (await import('../features/working-time/change-session-panel.tsx')).ChangeSessionPanel,
  ),
  'change-many': panelOf(
    async () =>
      (await import('../features/working-time/many-sessions-panel.tsx')).ManySessionsPanel,
  ),
  'new-time': panelOf(
    async () => (await import('../features/working-time/new-session-panel.tsx')).NewSessionPanel,
  ),
  wish: panelOf(async () => (await import('../features/waitlist/wish-panel.tsx')).WishPanel),
};

/** Fetched as soon as the day stands. */
const AHEAD = [
  ...[PANELS.booking.load, PANELS.appointment.load, loadShownToasts],
  ...Object.values(PANELS).map(({ load }) => load),
  () => import('../features/schedule/edit/edit-schedule.tsx'),
  () => import('../features/schedule/screen/move-question.tsx'),
];

const ALL_ITEMS: readonly RailItem[] = [...RAIL_ITEMS, ...MORE_ITEMS];
/** Central is as new as itself; another computer has to hear of it. */
const AT_CENTRAL = ALL_ITEMS.filter(({ id }) => LOOKED_AT.includes(id));
const FOR_REVIEW = ALL_ITEMS.filter(({ id }) => LOOKED_AT.includes(id) || id === 'sync');

/** The program at work: rail, top bar, a screen, and whatever is open at the right. */
export function Workplace() {
  const [screen, goTo] = useScreenRoute(SCREEN_IDS);
  const looks = useSession(isLooking);
  const isReview = useSession(({ replica }) => replica?.kind === 'review');
  const items = looks ? (isReview ? FOR_REVIEW : AT_CENTRAL) : RAIL_ITEMS;
  const open = useOpenConflicts();
  const offers = useOffers();
  const waiting = looks ? 0 : offers.waiting.length + offers.answered.length;
  const [openings, setOpenings] = useState(0);
  const search = (): void => setOpenings((count) => count + 1);
  const panel = useRightPanel();
  const isWaiting = useRows('wishes').size > 0;
  const isWishing = useView((view) => view.wish !== null);
  const undo = useUndo();
  useKeys({ onSearch: search, onUndo: undo });
  useUndoToasts(undo);
  useLateRefusals();
  useIdleLock();
  useCodeAhead(AHEAD);
  const newBooking = (): void => {
    goTo('schedule');
    openDraft();
  };
  return (
    <>
      <AppShell
        railItems={badged(items, 'conflicts', open)}
        moreItems={looks ? [] : badged(MORE_ITEMS, 'handovers', waiting)}
        railFootItems={looks ? [] : RAIL_FOOT_ITEMS}
        currentItemId={screen}
        onNavigate={(id) => goTo(id as ScreenId)}
        person={<AccountMenu />}
        mainLabel={words.screens[screen]}
        panel={screen === 'schedule' || (screen === 'waitlist' && isWishing) ? panel : null}
        topBar={
          <TopBar
            branch={<CurrentBranch />}
            syncPill={<CurrentSync onOpen={() => goTo('sync')} />}
            inbox={
              <>
                <OfferBell count={waiting} onOpen={() => goTo('handovers')} />
                <AlertBell onOpen={() => goTo('alerts')} />
                <InboxButton openCount={open} onOpen={() => goTo('conflicts')} />
              </>
            }
            onSearch={search}
            primaryAction={
              looks ? null : (
                <Button
                  size="sm"
                  h={34}
                  px={14}
                  leftSection={<IconPlus size={16} />}
                  onClick={newBooking}
                >
                  {words.newBooking}
                </Button>
              )
            }
          />
        }
      >
        <RightRequests />
        {looks && screen !== 'reports' ? (
          <Suspense fallback={null}>
            <AsOfLine />
          </Suspense>
        ) : null}
        {waiting > 0 && screen !== 'handovers' ? (
          <Suspense fallback={null}>
            <OfferNotice onOpen={() => goTo('handovers')} />
          </Suspense>
        ) : null}
        {screen === 'schedule' && isWaiting ? (
          <Suspense fallback={null}>
            <WaitlistNotice onOpen={() => goTo('waitlist')} />
          </Suspense>
        ) : null}
        <ScreenOutlet name={screen} load={SCREENS[screen]} />
      </AppShell>
      <LazyCommandPalette {...{ openings, goTo, undo }} />
      <LineNotice />
    </>
  );
}

/** The items, one of them with how much waits there. */
const badged = (items: readonly RailItem[], id: string, count: number): readonly RailItem[] =>
  count === 0
    ? items
    : items.map((item) =>
        item.id === id ? { ...item, badge: { count, label: words.open(count) } } : item,
      );

/** How many conflicts wait for a person: those that are kept, and those that are found by looking. */
function useOpenConflicts(): number {
  useLookForConflicts();
  const conflicts = useRows('conflicts');
  const found = useFound((state) => state.conflicts);
  const kept = useMemo(
    () => [...conflicts.values()].filter((conflict) => conflict.state === 'open').length,
    [conflicts],
  );
  return kept + (found ? found.found.length + found.more : 0);
}

/** What is open at the right: a booking under way, or the appointment that was chosen. */
function useRightPanel(): ReactNode {
  const isBooking = useView((view) => view.draft !== null);
  const isWishing = useView((view) => view.wish !== null);
  const isAsking = useView((view) => view.rightsDoctorId !== null);
  const isChanging = useView((view) => view.changedSessionId !== null);
  const isChangingMany = useView((view) => view.manyOfDoctorIds !== null);
  const isMakingTime = useView((view) => view.newSession !== null);
  const selectedId = useView((view) => view.selectedId);
  const isThere = useRow('appointments', selectedId) !== undefined;
  const name = isBooking
    ? 'booking'
    : isWishing
      ? 'wish'
      : isAsking
        ? 'rights'
        : isChanging
          ? 'change'
          : isChangingMany
            ? 'change-many'
            : isMakingTime
              ? 'new-time'
              : isThere
                ? 'appointment'
                : null;
  if (name === null) return null;
  const { Panel } = PANELS[name];
  // What one panel could not do says nothing of the next.
  return (
    <ErrorScreen key={name}>
      <Suspense fallback={null}>
        <Panel />
      </Suspense>
    </ErrorScreen>
  );
}

function CurrentBranch() {
  const place = useBranch();
  const branches = useRows('branches');
  // A branch has the others' time only as busy blocks; alone, or on a laptop, there is more to see.
  const hasOne = useSession(
    ({ replica, sync }) => replica?.kind === 'branch' && sync?.state !== 'standalone',
  );
  if (!place) return <span />;
  const choices = hasOne ? [] : [...branches.values()];
  return (
    <BranchBadge
      name={place.branch.name}
      zone={place.branch.timeZone}
      choices={choices}
      onChoose={(branchId) => useView.setState({ branchId })}
    />
  );
}

function CurrentSync(props: { readonly onOpen: () => void }) {
  const sync = useSession((session) => session.sync);
  const hasNoBackup = useSession(({ backups }) => (backups?.failure ?? null) !== null);
  const say = useSay();
  const { label, state: syncState } = pillWords(sync, say.time);
  const state = hasNoBackup ? 'trouble' : syncState;
  return (
    <SyncPill
      state={state}
      label={label}
      explanation={hasNoBackup ? words.backupFailed : words.openSync}
      onOpen={props.onOpen}
    />
  );
}

/** The host of this window is being started, for the first time or again: what was asked for is kept. */
function LineNotice() {
  const line = useSession((session) => session.line);
  const seenMs = useSession((session) => session.seenMs);
  const say = useSay();
  if (line === 'open') return null;
  return (
    <output className="line-notice">
      {seenMs === null ? words.lineLost : words.seenAt(`${say.day(seenMs)}, ${say.time(seenMs)}`)}
    </output>
  );
}
