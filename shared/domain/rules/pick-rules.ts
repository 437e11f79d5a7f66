import type { Demand, Rule } from '../../model/rule.ts';
import type { DayKey } from '../../time/day.ts';

/** Of branch, doctor and service, the later weighs more than all before it. */
const WEIGHTS = { branchId: 1, doctorId: 2, serviceId: 4 } as const;
type Where = { readonly [K in keyof typeof WEIGHTS]: string };

/**
 * The rules that hold for a visit: in force on its day, and of those that demand the same kind of
 * thing, the narrowest. Two equally narrow ones both hold.
 */
export function pickRules(rules: readonly Rule[], where: Where, day: DayKey): readonly Rule[] {
  const inForce = rules.filter((rule) => isInForce(rule, where, day));
  return [...Map.groupBy(inForce, ({ demand }) => sameKind(demand)).values()].flatMap((rivals) => {
    const narrowest = Math.max(...rivals.map(weightOf));
    return rivals.filter((rule) => weightOf(rule) === narrowest);
  });
}

const SCOPES = Object.keys(WEIGHTS) as readonly (keyof typeof WEIGHTS)[];

function isInForce(rule: Rule, where: Where, day: DayKey): boolean {
  if (!rule.active || rule.deleted) return false;
  if (rule.fromDay !== null && day < rule.fromDay) return false;
  if (rule.untilDay !== null && day > rule.untilDay) return false;
  return SCOPES.every((scope) => rule[scope] === null || rule[scope] === where[scope]);
}

const weightOf = (rule: Rule): number =>
  SCOPES.reduce((sum, scope) => sum + (rule[scope] === null ? 0 : WEIGHTS[scope]), 0);

/** Those of the rules that demand the same kind of thing as one does, which may be narrower or wider. */
export const rivalsOf = (rules: readonly Rule[], { id, demand }: Rule): readonly Rule[] =>
  rules.filter((one) => one.id !== id && sameKind(one.demand) === sameKind(demand));

/** A limit a day and a limit a week are two kinds of thing. */
function sameKind(demand: Demand): string {
  if (demand.kind === 'max-visits') return `${demand.kind} ${demand.of} ${demand.per}`;
  if (demand.kind === 'change-notice') return `${demand.kind} ${demand.change}`;
  if (demand.kind === 'new-patient-slots') return `${demand.kind} ${demand.tag}`;
  return demand.kind;
}
