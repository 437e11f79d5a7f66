import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Rule } from '../../../shared/model/rule.ts';
import type { RuleTrial } from '../../../shared/wire/desk/answers.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { breachWords } from '../../words/rule-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './rules-words.ts';

/** What the rule would have done lately, before anyone has to live with it. */
export function RuleTrialView({ rule }: { readonly rule: Rule }) {
  const { client } = useDesk();
  const [tried, setTried] = useState<{ readonly rule: Rule; readonly trial: RuleTrial } | null>(
    null,
  );
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);
  const isOfChanges = rule.demand.kind === 'change-notice' || rule.demand.kind === 'max-moves';
  const tryIt = async (): Promise<void> => {
    setBusy(true);
    setFailed(false);
    try {
      const named = { ...rule, name: rule.name.trim() || '…' };
      setTried({ rule, trial: await client.ask({ kind: 'try-rule', rule: named }) });
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  if (isOfChanges) return <p className="page-hint">{words.changesNotTried}</p>;
  return (
    <>
      <div className="page-actions">
        <Button variant="default" loading={isBusy} onClick={() => void tryIt()}>
          {words.tryIt}
        </Button>
      </div>
      {hasFailed ? <Notice tone="danger" title={words.failed} /> : null}
      {tried?.rule === rule ? <TrialResult rule={rule} trial={tried.trial} /> : null}
    </>
  );
}

function TrialResult({ rule, trial }: { readonly rule: Rule; readonly trial: RuleTrial }) {
  const say = useSay();
  const { visits, broken, examples } = trial;
  if (visits === 0) return <Notice tone="neutral" title={words.noVisits} />;
  if (broken === 0) return <Notice tone="ok" title={words.noneBroken(visits)} />;
  return (
    <>
      <Notice tone="warn" title={words.broken(broken, visits)} />
      <table className="table-plain">
        <thead>
          <tr>
            {[words.when, words.doctor, words.patient, words.why].map((name) => (
              <th key={name}>{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {examples.map(({ appointmentId, startMs, doctorId, patientName, found }) => (
            <tr key={appointmentId}>
              <td>
                {say.day(startMs)}, {say.time(startMs)}
              </td>
              <td>{say.doctor(doctorId)}</td>
              <td>{patientName}</td>
              <td>{breachWords({ ...rule, ruleId: rule.id, found })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
