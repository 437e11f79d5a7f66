import type { KeptTrailInfo } from '../../../shared/wire/desk/trail.ts';
import { TRAIL_ROLES } from '../../words/story-words.ts';

export const words = {
  title: 'Audit trail',
  hint: 'Everything that was done on this computer’s book, by whom and why. Nobody can change it; reading it changes nothing.',
  from: 'From',
  until: 'Until',
  search: 'Person, reason or patient',
  act: 'What was done',
  anything: 'Anything',
  source: 'Where from',
  anywhere: 'Anywhere',
  sources: {
    screen: 'A desk',
    import: 'An import',
    sync: 'Another replica',
    merge: 'A merge',
    'set-up': 'Setting up',
  },
  when: 'When',
  what: 'What',
  who: 'Who',
  none: 'Nothing of that kind in these days.',
  noneFurther: 'Nothing found yet. There are older entries that were not looked at.',
  more: 'Older entries',
  noDays: 'Choose a last day that is not before the first.',
  notPermitted: 'The audit trail is for those who answer for the branch.',
  desk: (role: string, desk: string) => (desk === '' ? role : `${role}, ${desk}`),
  reason: (reason: string) => `Reason: ${reason}`,
  entry: (no: number, replica: string) => `Entry ${no} of ${replica}`,
  agreed: (when: string) => `${when} by the clock that replicas agree on`,
  vector: 'Seen of each replica',
  was: (after: string, before: string) => `${after} (was ${before})`,
  moreChanges: (count: number) => `and ${count.toLocaleString()} more records`,
  isCut: (replica: string) =>
    `What it changed was too long to come with it: it is handed over in pieces, and is in the trail of ${replica} until then. That nobody changed it is checked by its hash all the same.`,
  ofSome:
    'This is what was done at your branches. Choose whose trail it is to read, and to save, all that was done at a computer of theirs.',
  check: 'Check the trail',
  of: 'Whose',
  own: 'This computer',
  told: 'The branches here, as central told of them',
  toldHint:
    'What was done at the branches whose books are here, as far as central told of it, the last month at first. That no entry is missing is checked at central, and at the branches.',
  keptWhole: (trails: number, entries: number) =>
    `The trails of your branches are whole: ${trails.toLocaleString()} with ${entries.toLocaleString()} entries.`,
  noneKept: 'No trail of your branches is kept here.',
  keptOf: ({ name, sender, entries, problems }: KeptTrailInfo) =>
    `${name} (${sender}): ${entries.toLocaleString()} entries${problems > 0 ? ', altered' : ''}`,
  story: 'Its story',
  storyOf: (record: string) => `Its story: ${record}`,
  hideStory: 'Hide its story',
  storyNone: 'Nothing is known of it here.',
  keptToo: (trails: number, entries: number) =>
    trails === 1
      ? `So is the 1 trail of another that is kept here, with ${entries.toLocaleString()} entries.`
      : `So are the ${trails.toLocaleString()} trails of others that are kept here, with ${entries.toLocaleString()} entries.`,
  whole: (entries: number) =>
    `The trail is whole: ${entries.toLocaleString()} entries follow on each other.`,
  lastHash: (hash: string) =>
    `It ends with ${hash}. Written down elsewhere, that shows later that all up to here stayed as it was.`,
  altered: 'The trail was altered outside of Daybook',
  save: 'Save for an auditor',
  saved: (name: string, count: number) =>
    `${name} is saved, with ${count.toLocaleString()} entries.`,
  tooMany: 'That is more than one file may hold. Choose fewer days.',
  unanswered: 'The host did not answer. Try again.',
  roles: TRAIL_ROLES,
} as const;
