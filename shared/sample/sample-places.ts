import { HOLD_MIN } from '../model/choices.ts';
import type { Branch } from '../model/organisation.ts';
import { PLAIN_SERVICE, type Service } from '../model/service.ts';
import type { Tag } from '../model/tag.ts';
import { KEPT_TAG } from './kept-tag.ts';
import { sampleId } from './sample-id.ts';

export const SAMPLE_NAME = 'Lakeside Clinics';
export const SAMPLE_TIME_ZONE = 'Asia/Kolkata';

export type BranchKey = 'salt-lake' | 'park-street';
export type ServiceKey = 'consultation' | 'follow-up' | 'surgery' | 'video' | 'procedure';

const branch = (key: BranchKey, name: string): Omit<Branch, 'homeReplica' | 'givesWhenAsked'> => ({
  id: sampleId(`branch:${key}`),
  name,
  timeZone: SAMPLE_TIME_ZONE,
  opensMin: 450,
  closesMin: 1140,
  holdMin: HOLD_MIN,
});

export const SAMPLE_BRANCHES: Readonly<
  Record<BranchKey, Omit<Branch, 'homeReplica' | 'givesWhenAsked'>>
> = {
  'salt-lake': branch('salt-lake', 'Salt Lake'),
  'park-street': branch('park-street', 'Park Street'),
};

const service = (
  key: ServiceKey,
  name: string,
  durationMin: number,
  hue: Service['hue'],
  icon: Service['icon'],
): Service => ({
  ...PLAIN_SERVICE,
  ...{ id: sampleId(`service:${key}`), name, durationMin, hue, icon, active: true },
});

export const SAMPLE_SERVICES: Readonly<Record<ServiceKey, Service>> = {
  consultation: service('consultation', 'Consultation', 15, 'green', 'consultation'),
  'follow-up': service('follow-up', 'Follow-up', 30, 'violet', 'follow-up'),
  surgery: service('surgery', 'Surgery', 60, 'red', 'surgery'),
  video: service('video', 'Video', 30, 'teal', 'video'),
  procedure: service('procedure', 'Procedure', 45, 'blue', 'heart'),
};

const tag = (key: string, name: string, does: Pick<Tag, 'hue' | 'effect' | 'releaseMin'>): Tag => ({
  ...{ id: sampleId(`tag:${key}`), name, names: [name] },
  ...does,
  ...IN_USE,
});

const IN_USE = { active: true, deleted: false };

/** Marks of sessions and slots. */
export const SAMPLE_TAGS: readonly Tag[] = [
  tag('vip', 'VIP', { hue: 'amber', effect: 'none', releaseMin: null }),
  tag('walk-in', 'Walk-in only', { hue: 'teal', effect: 'walk-in-only', releaseMin: null }),
  tag('emergency', KEPT_TAG, { hue: 'red', effect: 'emergency', releaseMin: 60 }),
];

/** What a receptionist might note down for each kind of visit. */
export const SAMPLE_NOTES: Readonly<Record<ServiceKey, readonly [string, ...string[]]>> = {
  consultation: ['Blood pressure review', 'Bring earlier reports', 'First visit', 'Referred by GP'],
  'follow-up': ['Week 6 after surgery', 'Discuss blood results', 'Stitches out', 'New medication'],
  surgery: ['Theatre 1', 'Theatre 2', 'Fasting since midnight'],
  video: ['Will call from Siliguri', 'Needs the link by text message'],
  procedure: ['Echo and ECG', 'Dressing room 2', 'Consent form signed'],
};
