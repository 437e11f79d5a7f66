import { Button, Menu } from '@mantine/core';
import {
  type AlertSeverity,
  isAlertOpen,
  isAlertSnoozed,
  severityOf,
} from '../../../shared/domain/alerts/alert-rules.ts';
import { alertSentence } from '../../../shared/domain/alerts/alert-sentence.ts';
import type { Alert } from '../../../shared/model/alert.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { midnightOf } from '../../../shared/time/day.ts';
import { useDesk } from '../../intents/desk.ts';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { TableHead } from '../../ui/simple-table.tsx';
import { instantWords } from '../../words/instant-words.ts';
import { type Say, useSay } from '../../words/use-say.ts';
import { words } from './alerts-words.ts';
import { lookInto } from './look-into.ts';

const TONES: Readonly<Record<AlertSeverity, Tone>> = {
  urgent: 'danger',
  warning: 'warn',
  notice: 'neutral',
};
const HOUR_MS = 3_600_000;
const PUT_OFF = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS } as const;
/** A day by itself has no zone. */
const calendar = instantWords('UTC');

/** Alerts one line each, with what can be done about those that are open. */
export function AlertTable(props: {
  readonly alerts: readonly Alert[];
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { alerts, onRefused } = props;
  if (alerts.length === 0) return null;
  const { what, where, last, state } = words.columns;
  return (
    <table className="table-plain alert-table">
      <TableHead names={[what, where, last, state, '']} />
      <tbody>
        {alerts.map((alert) => (
          <AlertRow key={alert.id} alert={alert} onRefused={onRefused} />
        ))}
      </tbody>
    </table>
  );
}

function AlertRow(props: {
  readonly alert: Alert;
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { alert } = props;
  const say = useSay();
  const severity = severityOf(alert.kind);
  const day = alert.day === null ? '' : calendar.day(midnightOf(alert.day).getTime());
  const since = alert.count - (isAlertOpen(alert) ? alert.settledCount : 0);
  return (
    <tr>
      <td>
        <b>{words.kinds[alert.kind]}</b>
        <p>{alertSentence(alert, day)}</p>
        {alert.reason ? <p>{words.reason(alert.reason)}</p> : null}
      </td>
      <td>{alert.branchId === null ? words.everywhere : say.branch(alert.branchId)}</td>
      <td>
        {dayAndTime(say, alert.lastMs)}
        {since > 1 ? (
          <span className="alert-times">{words.times(since, dayAndTime(say, alert.firstMs))}</span>
        ) : null}
      </td>
      <td>
        <Chip tone={TONES[severity]}>{words.severities[severity]}</Chip>
        <span className="alert-times">{stateWords(alert, say)}</span>
      </td>
      <td>
        <div className="alert-acts">
          <LookInto alert={alert} />
          {isAlertOpen(alert) ? <AlertActs {...props} /> : null}
        </div>
      </td>
    </tr>
  );
}

const dayAndTime = (say: Say, ms: number): string => `${say.day(ms)}, ${say.time(ms)}`;

function stateWords(alert: Alert, say: Say): string {
  if (isAlertSnoozed(alert, Date.now()) && isAlertOpen(alert)) {
    return words.snoozedUntil(dayAndTime(say, alert.snoozedUntilMs ?? 0));
  }
  if (isAlertOpen(alert) || alert.settledAtMs === null) return '';
  const when = dayAndTime(say, alert.settledAtMs);
  return alert.settledBy === null
    ? words.settledItself(when)
    : words.settledBy(alert.settledBy, when);
}

/** Leads to where what is told of stands with all that there is of it. */
function LookInto({ alert }: { readonly alert: Alert }) {
  const look = lookInto(alert);
  return look ? (
    <Button size="compact-sm" variant="subtle" onClick={look}>
      {words.lookInto}
    </Button>
  ) : null;
}

function AlertActs(props: {
  readonly alert: Alert;
  readonly onRefused: (refusal: Refusal | null) => void;
}) {
  const { alert, onRefused } = props;
  const { intents } = useDesk();
  const alertId = alert.id;
  const told = (answer: { readonly ok: true } | { readonly ok: false; error: Refusal }): void =>
    onRefused(answer.ok ? null : answer.error);
  const settle = (): void =>
    void intents.send('settle-alert', { alertId, seenMs: alert.lastMs }).then(told);
  const putOff = (untilMs: number | null): void =>
    void intents.send('snooze-alert', { alertId, untilMs }).then(told);
  return (
    <>
      {isAlertSnoozed(alert, Date.now()) ? (
        <Button size="compact-sm" variant="subtle" onClick={() => putOff(null)}>
          {words.bringBack}
        </Button>
      ) : (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button size="compact-sm" variant="subtle">
              {words.putOff}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {(Object.keys(PUT_OFF) as (keyof typeof PUT_OFF)[]).map((span) => (
              <Menu.Item key={span} onClick={() => putOff(Date.now() + PUT_OFF[span])}>
                {words.putOffFor[span]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button size="compact-sm" variant="default" onClick={settle}>
        {words.settle}
      </Button>
    </>
  );
}
