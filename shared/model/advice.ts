import type { Template } from './template.ts';

/** What one week had in an hour of a doctor's at a branch. Times are in milliseconds. */
export interface AdviceWeek {
  readonly capacityMs: number;
  readonly takenMs: number;
  readonly booked: number;
  readonly noShow: number;
  readonly arrived: number;
  readonly walkInsLost: number;
}

/** An hour of the week of a doctor at a branch, over some weeks, the first of them first. */
export interface AdviceHour {
  readonly branchId: string;
  readonly doctorId: string;
  /** ISO 8601: Monday is 1. */
  readonly weekday: number;
  readonly hour: number;
  readonly weeks: readonly AdviceWeek[];
}

/** How long visits for a service are planned, and how long they took: whole minutes. */
export interface AdviceService {
  readonly serviceId: string;
  readonly plannedMin: number;
  readonly tookMin: readonly { readonly at: number; readonly count: number }[];
}

/** A stretch that a doctor worked at a branch, by the clock there, in one of the weeks. */
export interface AdviceWork {
  readonly branchId: string;
  readonly doctorId: string;
  /** From 0. */
  readonly week: number;
  readonly weekday: number;
  readonly startMin: number;
  readonly endMin: number;
}

/**
 * A template of a week, and in which of the weeks it has its turn: in all, unless in a rotation. Or of
 * one day, which may be any of the week: its pieces are of Monday.
 */
export interface AdvicePattern {
  readonly templateId: string;
  readonly lengthDays: Template['lengthDays'];
  /** Whose it is; null is any. */
  readonly branchId: string | null;
  readonly doctorId: string | null;
  readonly weeks: readonly number[];
  readonly pieces: readonly Pick<AdviceWork, 'weekday' | 'startMin' | 'endMin'>[];
}

/** Whole weeks that are over, from which advice is found. */
export interface AdviceFacts {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly weeks: number;
  readonly hours: readonly AdviceHour[];
  readonly services: readonly AdviceService[];
  readonly work: readonly AdviceWork[];
  readonly patterns: readonly AdvicePattern[];
}

interface OfHours {
  readonly branchId: string;
  readonly doctorId: string;
  readonly weekday: number;
  readonly fromHour: number;
  readonly untilHour: number;
  /** In how many weeks somebody worked then, and in how many of those it was so. */
  readonly weeks: number;
  readonly weeksSo: number;
  /** Of 1. */
  readonly occupancy: number;
}

/** Something worth changing, with its evidence and what is to be expected of it. */
export type Advice =
  /** Hours that nobody wants: `freedHours` of them a week. */
  | (OfHours & { readonly kind: 'idle'; readonly freedHours: number })
  /** A day on which people are turned away: so many a week, of whom so many more are served. */
  | (OfHours & {
      readonly kind: 'full';
      readonly lostAWeek: number;
      readonly addedMin: number;
      readonly servedAWeek: number;
    })
  | {
      readonly kind: 'length';
      readonly serviceId: string;
      readonly plannedMin: number;
      readonly adviseMin: number;
      readonly visits: number;
      /** By how many minutes a visit is planned wrongly now, and would be then, on average. */
      readonly offByMin: number;
      readonly offByThenMin: number;
    }
  | {
      readonly kind: 'overbook';
      readonly branchId: string;
      readonly doctorId: string;
      readonly weekday: number;
      readonly weeks: number;
      readonly noShowRate: number;
      readonly lowestRate: number;
      /** How many more can be seen on such a day for as many as stay away on a poor one. */
      readonly moreADay: number;
    }
  /** A stretch of a template that some work by, and that stands the same other way in their weeks. */
  | {
      readonly kind: 'template';
      readonly templateId: string;
      readonly branchId: string;
      readonly doctorIds: readonly string[];
      /** How many others work by it, whom it fits, or of whom something else is advised. */
      readonly others: number;
      /** null: each day that is worked by a template of one day; then days are counted, not weeks. */
      readonly weekday: number | null;
      readonly weeks: number;
      readonly weeksSo: number;
      /** Minutes of the day. */
      readonly planned: TemplateStretch;
      /** null takes it out. */
      readonly advise: TemplateStretch | null;
      /** Within it, what nobody works. */
      readonly rest: TemplateStretch | null;
      /** It stands as planned, and patients do not come then. */
      readonly isIdle: boolean;
      /** Hours a week that are planned wrongly now, and would be then, for all of them. */
      readonly offByHours: number;
      readonly offByThenHours: number;
    };

export interface TemplateStretch {
  readonly startMin: number;
  readonly endMin: number;
}

export interface AdviceFound {
  readonly firstDay: string;
  readonly lastDay: string;
  /** How many whole weeks there is anything of; with too few there is no advice. */
  readonly weeks: number;
  readonly weeksNeeded: number;
  readonly advice: readonly Advice[];
}
