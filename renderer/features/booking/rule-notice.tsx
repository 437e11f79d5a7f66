import type { RuleAcceptance, RuleBreach } from '../../../shared/model/rule.ts';
import { useAnswersForBranch } from '../../state/session-store.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { breachWords } from '../../words/rule-words.ts';
import { words } from './booking-words.ts';

/** The rules that would be broken, and the way past them where there is one. */
export function RuleNotice(props: {
  readonly breaches: readonly RuleBreach[];
  readonly onAccept: (accepted: RuleAcceptance) => void;
}) {
  const { breaches } = props;
  const decides = useAnswersForBranch();
  const isManagers = !decides && breaches.some(({ effect }) => effect === 'manager');
  const isFinal = isManagers || breaches.some(({ effect }) => effect === 'refuse');
  const ruleIds = breaches.map(({ ruleId }) => ruleId);
  return (
    <AcceptNotice
      title={isFinal ? words.againstRules : words.mindRules}
      lines={breaches.map(breachWords)}
      foot={isManagers ? words.managerDecides : null}
      isFinal={isFinal}
      needsReason={breaches.some(({ effect }) => effect === 'reason' || effect === 'manager')}
      reasonLabel={words.ruleReason}
      acceptLabel={words.allTheSame}
      onAccept={(reason) => props.onAccept({ ruleIds, reason })}
    />
  );
}
