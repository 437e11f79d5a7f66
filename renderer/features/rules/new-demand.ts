import type { Demand } from '../../../shared/model/rule.ts';

/** What each kind of demand starts from in the form. */
export const NEW_DEMANDS: { readonly [K in Demand['kind']]: Extract<Demand, { kind: K }> } = {
  'max-visits': { kind: 'max-visits', of: 'doctor', per: 'day', max: 10 },
  'min-gap': { kind: 'min-gap', minutes: 5 },
  notice: { kind: 'notice', minutes: 60 },
  horizon: { kind: 'horizon', days: 90 },
  'same-day-until': { kind: 'same-day-until', minuteOfDay: 16 * 60 },
  'change-notice': { kind: 'change-notice', change: 'cancel', minutes: 24 * 60 },
  'max-moves': { kind: 'max-moves', max: 3 },
  age: { kind: 'age', minYears: null, maxYears: 12 },
  sex: { kind: 'sex', sex: 'female' },
  'new-patient-slots': { kind: 'new-patient-slots', tag: 'New patient' },
  missed: { kind: 'missed', missed: 3, of: 5 },
};

export const DEMAND_KINDS = Object.keys(NEW_DEMANDS) as readonly Demand['kind'][];
