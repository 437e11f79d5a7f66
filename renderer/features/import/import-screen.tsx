import './import.css';
import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import type { ImportPlan } from '../../../shared/wire/desk/import.ts';
import { AcceptNotice } from '../../ui/accept-notice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { acceptanceOf, workNotice } from '../../words/work-words.ts';
import { CalendarAddressForm } from './calendar-address-form.tsx';
import { CalendarForm } from './calendar-form.tsx';
import { CalendarReportView } from './calendar-report-view.tsx';
import { EarlierImports } from './earlier-imports.tsx';
import { importRefusalWords } from './import-refusal-words.ts';
import type { ImportStep } from './import-step.ts';
import { words } from './import-words.ts';
import { KeptCalendars } from './kept-calendars.tsx';
import { words as keptWords } from './kept-words.ts';
import { MappingForm } from './mapping-form.tsx';
import { ReportView } from './report-view.tsx';
import { SlotListForm } from './slot-list-form.tsx';
import { StrangeServices } from './strange-services.tsx';
import { useImport } from './use-import.ts';

/** Brings a file into the book: choose, say what its columns mean, look, import. */
export function ImportScreen() {
  const job = useImport();
  const say = useSay();
  const { step, busy } = job;
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <p>{words.hint}</p>
      {job.refusal ? (
        <Notice
          tone={job.refusal.kind === 'cancelled' ? 'neutral' : 'danger'}
          title={importRefusalWords(job.refusal, say)}
        />
      ) : null}
      {step.kind === 'choose' || step.kind === 'done' ? <ChooseFile job={job} /> : null}
      {step.kind === 'uploading' ? (
        <div className="import-busy" role="status">
          {words.uploading(step.percent)}
          <Button size="compact-sm" variant="default" onClick={() => job.cancel(step.importId)}>
            {words.cancel}
          </Button>
        </div>
      ) : null}
      {step.kind === 'fetching' ? (
        <div className="import-busy" role="status">
          {keptWords.fetching}
          <Button size="compact-sm" variant="default" onClick={() => job.cancel(step.importId)}>
            {words.cancel}
          </Button>
        </div>
      ) : null}
      {step.kind === 'mapping' ? (
        <PlanForm key={step.inspection.importId} step={step} job={job} />
      ) : null}
      {step.kind === 'checked' ? <CheckedView step={step} job={job} /> : null}
      {step.kind === 'done' ? (
        <Notice tone="ok" title={step.isKept ? keptWords.kept : words.done} />
      ) : null}
      {busy ? (
        <div className="import-busy" role="status">
          {busy.phase === 'checking'
            ? (isCalendar(step) ? words.checkingEvents : words.checking)(busy.done)
            : words.applying(busy.done, busy.total)}
          <Button
            size="compact-sm"
            variant="default"
            disabled={busy.isCalledOff}
            onClick={() => job.cancel(busy.importId)}
          >
            {busy.isCalledOff ? words.callingOff : words.cancel}
          </Button>
        </div>
      ) : null}
      <Kept job={job} />
      <EarlierImports key={step.kind} />
    </section>
  );
}

type ImportJob = ReturnType<typeof useImport>;

function ChooseFile({ job }: { readonly job: ImportJob }) {
  return (
    <div>
      <FileButton
        accept=".csv,.txt,.tsv,.xlsx,.ics,.gz,.zip,.json,.ndjson,text/csv,text/calendar,application/gzip"
        onChange={(file) => void (file && job.choose(file))}
      >
        {(button) => (
          <Button {...button} leftSection={<IconFileImport size={16} />}>
            {words.choose}
          </Button>
        )}
      </FileButton>
    </div>
  );
}

/** Calendars at addresses, while no file is on its way. */
function Kept({ job }: { readonly job: ImportJob }) {
  const { kind } = job.step;
  if (kind !== 'choose' && kind !== 'done') return null;
  return (
    <>
      <CalendarAddressForm key={kind} onFetch={(source) => void job.fetch(source, null)} />
      <KeptCalendars onLook={(kept) => void job.fetch({ keptId: kept.id }, kept)} />
    </>
  );
}

const isCalendar = (step: ImportStep): boolean =>
  'inspection' in step && step.inspection.format === 'calendar';

/** What is to become of the file that was looked at. */
function PlanForm(props: {
  readonly step: Extract<ImportStep, { readonly kind: 'mapping' }>;
  readonly job: ImportJob;
}) {
  const { step, job } = props;
  const { inspection, plan } = step;
  const isBusy = job.busy !== null;
  if (inspection.format === 'slot-list') {
    return (
      <SlotListForm
        inspection={inspection}
        chosen={plan?.subject === 'slot-list' ? plan : null}
        isBusy={isBusy}
        onCheck={(mapping) => void job.check(inspection, mapping, null)}
      />
    );
  }
  return inspection.format === 'calendar' ? (
    <CalendarForm
      inspection={inspection}
      chosen={plan?.subject === 'calendar' ? plan : null}
      fetched={step.fetched}
      isBusy={isBusy}
      onCheck={(mapping, fetched) => void job.check(inspection, mapping, fetched)}
    />
  ) : (
    <MappingForm
      inspection={inspection}
      chosen={plan && 'columns' in plan ? plan : null}
      onShape={(shape) => void job.reread(inspection, shape)}
      isBusy={isBusy}
      onCheck={(mapping) => void job.check(inspection, mapping, null)}
    />
  );
}

/** What it was that was checked, as the words of its report have it. */
function checkedAs(plan: ImportPlan) {
  if (plan.subject === 'slot-list') return 'slots' as const;
  if (plan.subject !== 'calendar') return 'appointments' as const;
  return plan.become === 'appointments' ? ('visit-events' as const) : ('calendar' as const);
}

/** What would come of it. */
function CheckedView(props: {
  readonly step: Extract<ImportStep, { readonly kind: 'checked' }>;
  readonly job: ImportJob;
}) {
  const { step, job } = props;
  const { report, plan } = step;
  const say = useSay();
  const shared = {
    report,
    isBusy: job.busy !== null,
    onApply: () => void job.apply(report.importId, step.fetched),
  };
  const view = report.calendar ? (
    <CalendarReportView
      {...shared}
      calendar={report.calendar}
      of={checkedAs(plan)}
      displaces={plan.subject === 'calendar' && plan.affected === 'displace'}
      isKept={step.fetched !== null}
      onBack={() => job.back(step)}
    />
  ) : (
    <ReportView {...shared} onRestart={job.restart} />
  );
  const { work } = report;
  const canAccept = work !== null && report.invalid === 0;
  return (
    <>
      {view}
      <StrangeServices
        names={report.strangeServices}
        plan={plan}
        isBusy={shared.isBusy}
        onCheck={(changed) => void job.check(step.inspection, changed, step.fetched)}
      />
      {canAccept ? (
        <AcceptNotice
          {...workNotice(work, say)}
          isBusy={shared.isBusy}
          onAccept={(reason) =>
            void job.apply(report.importId, step.fetched, acceptanceOf(work, reason))
          }
        />
      ) : null}
    </>
  );
}
