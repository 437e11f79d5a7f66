import { Button } from '@mantine/core';
import type { Refusal } from '../../../shared/model/refusal.ts';
import type { DeskWish } from '../../../shared/wire/desk/rows.ts';
import { useDesk } from '../../intents/desk.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { openWish } from '../../state/view-store.ts';
import { Chip } from '../../ui/chip.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './waitlist-words.ts';
import { standingOf, whenText, whoText } from './wish-text.ts';

/** Who waits, what for and since when; what they want is changed here, or taken off. */
export function WishTable(props: {
  readonly wishes: readonly DeskWish[];
  readonly place: BranchTime;
  readonly nowMs: number;
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { intents } = useDesk();
  const say = useSay();
  const withdraw = async ({ id, patientName }: DeskWish): Promise<void> => {
    const said = words.saidWithdrawn(patientName);
    const outcome = await intents.send('withdraw-wish', { wishId: id }, said);
    props.onRefused(outcome.ok ? null : outcome.error);
  };
  return (
    <SimpleTable
      head={words.head}
      rows={props.wishes.map((wish) => {
        const standing = standingOf(wish, props.place.zone, props.nowMs);
        return {
          id: wish.id,
          cells: [
            <span key="who" className="wish-who">
              <b>{wish.patientName}</b>
              {wish.urgent ? <Chip tone="danger">{words.urgent}</Chip> : null}
              <small>{wish.patientPhone}</small>
            </span>,
            <span key="what" className="wish-who">
              {say.service(wish.serviceId)}
              <small>{whoText(wish, say)}</small>
            </span>,
            <span key="when" className="wish-who">
              {whenText(wish, say)}
              {wish.note === '' ? null : <small>{wish.note}</small>}
            </span>,
            <span key="since" className="wish-who">
              {say.ago(wish.addedMs, props.nowMs)}
              {standing === 'waiting' ? null : <small>{words.standing[standing]}</small>}
            </span>,
            standing === 'waiting' ? (
              <WishButtons key="do" wish={wish} onWithdraw={() => void withdraw(wish)} />
            ) : null,
          ],
        };
      })}
    />
  );
}

function WishButtons(props: { readonly wish: DeskWish; readonly onWithdraw: () => void }) {
  const { id, patientName } = props.wish;
  return (
    <span className="waitlist-buttons">
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={words.changeOf(patientName)}
        onClick={() => openWish({ ...NO_DRAFT, wishId: id })}
      >
        {words.change}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={words.withdrawOf(patientName)}
        onClick={props.onWithdraw}
      >
        {words.withdraw}
      </Button>
    </span>
  );
}

const NO_DRAFT = {
  ...{ patient: null, isNew: false, serviceId: null, doctorId: null, appointmentId: null },
};
