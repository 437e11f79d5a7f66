import './import.css';
import { Button, FileButton } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { Notice } from '../../ui/notice.tsx';
import { EarlierImports } from './earlier-imports.tsx';
import { importRefusalWords, words } from './import-words.ts';
import { MappingForm } from './mapping-form.tsx';
import { ReportView } from './report-view.tsx';
import { useImport } from './use-import.ts';

/** Brings a file into the book: choose, say what its columns mean, look, import. */
export function ImportScreen() {
  const job = useImport();
  const { step, busy } = job;
  return (
    <section className="page">
      <h1>{words.title}</h1>
      <p>{words.hint}</p>
      {job.refusal ? (
        <Notice
          tone={job.refusal.kind === 'cancelled' ? 'neutral' : 'danger'}
          title={importRefusalWords(job.refusal)}
        />
      ) : null}
      {step.kind === 'choose' || step.kind === 'done' ? (
        <div>
          <FileButton
            accept=".csv,.txt,.tsv,.gz,text/csv,application/gzip"
            onChange={(file) => void (file && job.choose(file))}
          >
            {(button) => (
              <Button {...button} leftSection={<IconFileImport size={16} />}>
                {words.choose}
              </Button>
            )}
          </FileButton>
        </div>
      ) : null}
      {step.kind === 'uploading' ? (
        <div className="import-busy" role="status">
          {words.uploading(step.percent)}
          <Button size="compact-sm" variant="default" onClick={() => job.cancel(step.importId)}>
            {words.cancel}
          </Button>
        </div>
      ) : null}
      {step.kind === 'mapping' ? (
        <MappingForm
          key={step.inspection.importId}
          inspection={step.inspection}
          onShape={(shape) => void job.reread(step.inspection, shape)}
          isBusy={busy !== null}
          onCheck={(mapping) => void job.check(step.inspection, mapping)}
        />
      ) : null}
      {step.kind === 'checked' ? (
        <ReportView
          report={step.report}
          isBusy={busy !== null}
          onApply={() => void job.apply(step.report.importId)}
          onRestart={job.restart}
        />
      ) : null}
      {step.kind === 'done' ? <Notice tone="ok" title={words.done} /> : null}
      {busy ? (
        <div className="import-busy" role="status">
          {busy.phase === 'checking'
            ? words.checking(busy.done)
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
      <EarlierImports key={step.kind} />
    </section>
  );
}
