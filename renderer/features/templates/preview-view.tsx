import { midnightOf } from '../../../shared/time/day.ts';
import type { ApplyingPreview, PreviewedDay } from '../../../shared/wire/desk/applying.ts';
import { Chip } from '../../ui/chip.tsx';
import { Notice } from '../../ui/notice.tsx';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { type InstantWords, instantWords } from '../../words/instant-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './templates-words.ts';

/** As many days as one looks through; the rest is counted. */
const DAYS_SHOWN_MAX = 92;
/** The days of a preview are days of the calendar, whatever the zone. */
const calendar = instantWords('UTC');

/** Day by day what there is, what there would be, and what one should know of it. */
export function PreviewView(props: {
  readonly preview: ApplyingPreview;
  readonly branchId: string;
  /** Of the branch. */
  readonly timeZone: string;
}) {
  const { preview, branchId } = props;
  const clock = instantWords(props.timeZone);
  const { days, added, changed, removed } = preview;
  const total = days.filter(({ changes }) => changes > 0).length;
  if (days.length === 0) return <Notice tone="neutral" title={words.nothing} />;
  const more = days.length - DAYS_SHOWN_MAX;
  return (
    <>
      {total === 0 ? (
        <Notice tone="neutral" title={words.nothing} />
      ) : (
        <p className="template-summary">
          {words.sessions(words.summary(added, changed, removed), total)}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys. */}
      <section className="template-preview" tabIndex={0} aria-label={words.afterwards}>
        <SimpleTable
          head={[words.day, words.now, words.afterwards, words.told]}
          rows={days.slice(0, DAYS_SHOWN_MAX).map((day) => ({
            id: day.day,
            cells: [
              calendar.day(midnightOf(day.day).getTime()),
              timesWords(day.before, clock),
              timesWords(day.after, clock),
              <DayNotes key="notes" {...{ day, branchId, clock }} />,
            ],
          }))}
        />
      </section>
      {more > 0 ? <p className="page-hint">{words.moreDays(more)}</p> : null}
    </>
  );
}

const timeWords = (
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  clock: InstantWords,
): string => `${clock.time(startMs)}–${clock.time(endMs)}`;

const timesWords = (times: PreviewedDay['before'], clock: InstantWords): string =>
  times.length === 0 ? words.free : times.map((time) => timeWords(time, clock)).join(', ');

function DayNotes(props: {
  readonly day: PreviewedDay;
  readonly branchId: string;
  readonly clock: InstantWords;
}) {
  const { day, branchId, clock } = props;
  const say = useSay();
  const inTheWay = day.overlap && timeWords(day.overlap, clock);
  const elsewhere = day.overlap && day.overlap.branchId !== branchId ? day.overlap.branchId : null;
  return (
    <span className="template-notes">
      {inTheWay === null ? null : (
        <Chip tone="danger">
          {elsewhere ? words.atBranch(say.branch(elsewhere), inTheWay) : words.inTheWay(inTheWay)}
        </Chip>
      )}
      {day.isHeldElsewhere ? <Chip tone="danger">{words.heldElsewhere}</Chip> : null}
      {day.closed === null ? null : <Chip tone="warn">{words.closed(day.closed)}</Chip>}
      {day.away.map(({ startMs, kind, reason }) => (
        <Chip key={startMs} tone="warn">
          {words.away(reason || words.awayKinds[kind])}
        </Chip>
      ))}
      {day.affected > 0 ? <Chip tone="warn">{words.booked(day.affected)}</Chip> : null}
    </span>
  );
}
