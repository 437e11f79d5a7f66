import type { Alert } from '../../../shared/model/alert.ts';
import { useView } from '../../state/view-store.ts';

type About = Pick<Alert, 'kind' | 'branchId' | 'byName' | 'day'>;

/** Goes to the screen on which what an alert tells of is looked into; null where none has more of it. */
export function lookInto({ kind, branchId, byName, day }: About): (() => void) | null {
  switch (kind) {
    case 'day-cleared':
      return () => {
        useView.setState({ day, view: 'day', ...(branchId === null ? {} : { branchId }) });
        goTo('/schedule');
      };
    case 'conflict-waits':
      return () => goTo('/conflicts');
    case 'branch-silent':
      return () => goTo('/sync');
    case 'mass-cancelled':
    case 'rule-overridden':
    case 'exported':
      return () => seekInTrail(byName ?? '');
    case 'trail-altered':
      return () => seekInTrail('');
    // Attempts changed nothing, and a backup is looked after at the computer that makes it.
    case 'overbooking-refused':
    case 'sign-in-failed':
    case 'backup-failed':
      return null;
  }
}

/** The trail begins with what is sought. */
function seekInTrail(soughtInTrail: string): void {
  useView.setState({ soughtInTrail });
  goTo('/trail');
}

const goTo = (screen: string): void => {
  location.hash = screen;
};
