import { turnWeeks } from '../../../shared/domain/schedule/rotation.ts';
import type { Rotation } from '../../../shared/model/template.ts';
import { type DayRange, midnightOf } from '../../../shared/time/day.ts';
import { TurnWeek } from '../../ui/turn-week.tsx';
import { turnWords } from '../../words/rotation-words.ts';
import { words } from './templates-words.ts';

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
            {weeks.map((week) => (
              <TurnWeek
                key={week.firstDay}
                {...turnWords(week, rotation.anchorDay, nameOf)}
                day={String(Number(week.firstDay.slice(8)))}
              />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}
