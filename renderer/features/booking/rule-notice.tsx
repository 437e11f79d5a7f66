import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { RuleAcceptance, RuleBreach } from '../../../shared/model/rule.ts';
import { Notice } from '../../ui/notice.tsx';
import { breachWords } from '../../words/rule-words.ts';
import { words } from './booking-words.ts';

/** The rules that would be broken, and the way past them where there is one. */
export function RuleNotice(props: {
  readonly breaches: readonly RuleBreach[];
  readonly onAccept: (accepted: RuleAcceptance) => void;
}) {
  const { breaches } = props;
  const [reason, setReason] = useState('');
  const isFinal = breaches.some(({ effect }) => effect === 'refuse');
  const needsReason = breaches.some(({ effect }) => effect === 'reason');
  const given = reason.trim();
  const accept = (): void =>
    props.onAccept({
      ruleIds: breaches.map(({ ruleId }) => ruleId),
      reason: given === '' ? null : given,
    });
  return (
    <>
      <Notice
        tone={isFinal ? 'danger' : 'warn'}
        title={isFinal ? words.againstRules : words.mindRules}
      >
        <ul className="rule-breaches">
          {breaches.map((breach) => (
            <li key={breach.ruleId}>{breachWords(breach)}</li>
          ))}
        </ul>
      </Notice>
      {isFinal ? null : (
        <>
          {needsReason ? (
            <TextInput
              label={words.ruleReason}
              value={reason}
              data-autofocus
              onChange={(event) => setReason(event.currentTarget.value)}
            />
          ) : null}
          <Button variant="default" disabled={needsReason && given === ''} onClick={accept}>
            {words.allTheSame}
          </Button>
        </>
      )}
    </>
  );
}
