import type { ReportCounts, ReportDrill } from '../../../shared/model/report.ts';
import { ChartFrame } from './chart-frame.tsx';
import { CountBar } from './count-bar.tsx';
import { formatFigure } from './figure-format.ts';
import { words } from './reports-words.ts';
import type { PointAt } from './use-reports.ts';

/** What was booked, as far as it came. */
export function VisitFunnel(props: { readonly counts: ReportCounts; readonly pointAt: PointAt }) {
  const { booked, cancelled, noShow, arrived, seen } = props.counts;
  const kept = booked - cancelled;
  const steps: readonly (readonly [
    keyof typeof words.funnelSteps,
    number,
    ReportDrill['state'],
    string,
  ])[] = [
    ['booked', booked, 'booked', ''],
    ['kept', kept, 'kept', words.lostTo.kept(cancelled)],
    ['arrived', arrived, 'arrived', words.lostTo.arrived(noShow, kept - noShow - arrived)],
    ['seen', seen, 'seen', words.lostTo.seen(arrived - seen)],
  ];
  return (
    <ChartFrame title={words.funnel}>
      <ul className="count-bars">
        {steps.map(([step, count, state, note]) => (
          <CountBar
            key={step}
            name={words.funnelSteps[step]}
            shown={`${count.toLocaleString('en-GB')} · ${formatFigure(booked > 0 ? count / booked : null, 'share')}`}
            share={booked > 0 ? count / booked : 0}
            note={note}
            onPoint={() => props.pointAt(words.funnelSteps[step], { of: 'visits', state })}
          />
        ))}
      </ul>
    </ChartFrame>
  );
}
