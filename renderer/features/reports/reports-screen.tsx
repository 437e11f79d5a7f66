import './charts.css';
import './reports.css';
import { IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import type { Report } from '../../../shared/model/report.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { AdviceCards } from './advice-cards.tsx';
import { BehindPanel } from './behind-panel.tsx';
import { Definitions } from './definitions.tsx';
import { DoctorsCompared } from './doctors-compared.tsx';
import { FigureTiles } from './figure-tiles.tsx';
import { HeatMap } from './heat-map.tsx';
import { OccupancyChart } from './occupancy-chart.tsx';
import { ReportFiltersForm } from './report-filters-form.tsx';
import { ReportHead } from './report-head.tsx';
import { ReportKnown } from './report-known.tsx';
import { reportRefusalWords, words } from './reports-words.ts';
import { type PointAt, useReport, useReportFilters } from './use-reports.ts';
import { VisitFunnel } from './visit-funnel.tsx';
import { WaitBars } from './wait-bars.tsx';

/** How a clinic does: what became of appointments, how full and how idle, how long patients wait. */
export function ReportsScreen() {
  const place = useBranch();
  return place ? <Reports key={place.branch.timeZone} place={place} /> : null;
}

function Reports({ place }: { readonly place: BranchTime }) {
  const { filters, change } = useReportFilters(place);
  const [turn, setTurn] = useState(0);
  const { answer, state, areDays, scope, pointAt, pointed, unpoint } = useReport(filters, turn);
  const [last, setLast] = useState<Report | null>(null);
  const report = answer?.ok ? answer.value : null;
  if (report && report !== last) setLast(report);
  const shown = answer && !answer.ok ? null : (report ?? last);
  return (
    <section className="page reports">
      <ReportHead scope={scope} canSave={report !== null} />
      <ReportFiltersForm filters={filters} onChange={change} />
      {areDays ? null : <Notice tone="warn" title={words.notYet} />}
      {answer?.ok === false ? (
        <Notice tone="warn" title={reportRefusalWords(answer.error)} />
      ) : null}
      {areDays ? (
        <LoadState
          {...{ state, words: loadWords }}
          hasAnswer={shown !== null}
          onRetry={() => setTurn(turn + 1)}
        />
      ) : null}
      {shown ? (
        <div aria-busy={report === null} className="report-body">
          <ReportShown report={shown} isOfService={filters.serviceId !== null} pointAt={pointAt} />
          <AdviceCards branchId={filters.branchId} pointAt={pointAt} />
          <Definitions />
        </div>
      ) : null}
      {pointed ? <BehindPanel pointed={pointed} onClose={unpoint} /> : null}
    </section>
  );
}

function ReportShown(props: {
  readonly report: Report;
  readonly isOfService: boolean;
  readonly pointAt: PointAt;
}) {
  const { report, isOfService, pointAt } = props;
  const { booked, capacityMs, walkInsServed, walkInsLost } = report.all;
  const isEmpty = booked + capacityMs + walkInsServed + walkInsLost === 0;
  return (
    <>
      <ReportKnown {...{ report, isOfService }} />
      {isEmpty ? (
        <EmptyState title={words.empty} icon={<IconChartBar size={32} stroke={1.5} />}>
          {words.emptyHint}
        </EmptyState>
      ) : (
        <>
          <FigureTiles report={report} pointAt={pointAt} />
          <div className="report-grid">
            <OccupancyChart report={report} pointAt={pointAt} />
            <VisitFunnel counts={report.all} pointAt={pointAt} />
            <HeatMap report={report} pointAt={pointAt} />
            <WaitBars report={report} pointAt={pointAt} />
            <DoctorsCompared report={report} pointAt={pointAt} />
          </div>
        </>
      )}
    </>
  );
}
