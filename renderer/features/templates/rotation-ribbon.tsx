import { turnWeeks } from '../../../shared/domain/schedule/rotation.ts';
import type { Hue } from '../../../shared/model/primitives.ts';
import type { Rotation } from '../../../shared/model/template.ts';
import { type DayKey, type DayRange, midnightOf } from '../../../shared/time/day.ts';
import { instantWords } from '../../words/instant-words.ts';
import { words } from './templates-words.ts';

/** What tells the weeks apart; the colours of trouble come last. */
const WEEK_HUES: readonly Hue[] = [
  ...(['blue', 'violet', 'teal', 'amber'] as const),
  ...(['green', 'pink', 'grey', 'red'] as const),
];

const calendar = instantWords('UTC');
const MONTH = new Intl.DateTimeFormat('en-GB', {
  ...{ timeZone: 'UTC', month: 'short', year: 'numeric' },
});

/** Which week of a rotation each week of some months is, a line a month. */
export function RotationRibbon(props: {
  readonly rotation: Pick<Rotation, 'anchorDay' | 'weeks'>;
  readonly range: DayRange;
  readonly nameOf: (templateId: string) => string;
}) {
  const { rotation, range, nameOf } = props;
  const byMonth = Map.groupBy(turnWeeks(rotation, range), ({ firstDay }) => firstDay.slice(0, 7));
  return (
    <section className="rotation-ribbon" aria-label={words.ribbon}>
      {[...byMonth].map(([month, weeks]) => (
        <div key={month} className="rotation-month">
          <span>{MONTH.format(midnightOf(`${month}-01`))}</span>
          <ol>
            {weeks.map(({ firstDay, index, templateId }) => (
              <RibbonWeek
                key={firstDay}
                {...{ firstDay, index }}
                name={templateId === null ? null : nameOf(templateId)}
              />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function RibbonWeek(props: {
  readonly firstDay: DayKey;
  readonly index: number;
  /** null is off. */
  readonly name: string | null;
}) {
  const { firstDay, index, name } = props;
  const what = name ?? words.off;
  const day = calendar.day(midnightOf(firstDay).getTime());
  return (
    <li
      data-hue={name === null ? undefined : WEEK_HUES[index]}
      title={words.ribbonWeek(day, index + 1, what)}
    >
      <b>{Number(firstDay.slice(8))}</b> <span>{words.weekNo(index + 1)}</span> {what}
    </li>
  );
}
