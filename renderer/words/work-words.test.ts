import { expect, test } from 'vitest';
import type { WorkBreaches } from '../../shared/model/work-breach.ts';
import type { Say } from './use-say.ts';
import { workNotice } from './work-words.ts';

const HEARD_MS = Date.UTC(2026, 2, 2, 8, 40);
const SAY: Say = {
  time: (ms) => new Date(ms).toISOString().slice(11, 16),
  day: (ms) => (ms === HEARD_MS ? '2 March' : 'today'),
  dayAndYear: String,
  branch: (id) => `Branch ${id}`,
  doctor: (id) => `Dr. ${id}`,
  service: (id) => id,
  span: (startMs, endMs) => `${startMs} to ${endMs}`,
  ago: () => '',
};

const found = (heard: WorkBreaches['heard']): WorkBreaches => ({
  count: 1,
  kinds: [{ kind: 'week-hours', effect: 'reason' }],
  first: [],
  heard,
});

test('whoever is told of too many hours is told how old what is known of each other branch is [DT4]', () => {
  const { foot } = workNotice(
    found([
      { branchId: 'a', heardMs: null },
      { branchId: 'b', heardMs: HEARD_MS },
    ]),
    SAY,
  );
  expect(foot).toBe(
    'Other branches as far as they are known here: Branch a not heard yet, Branch b as of 2 March, 08:40.',
  );
});

test('where a doctor works nowhere else nothing is said of other branches [DT4]', () => {
  expect(workNotice(found([]), SAY).foot).toBeNull();
});
