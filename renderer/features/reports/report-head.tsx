import { Button, Group } from '@mantine/core';
import { IconFileExport, IconPrinter } from '@tabler/icons-react';
import type { ReportScope } from '../../../shared/model/report.ts';
import type { ReportFileAnswer } from '../../../shared/wire/desk/report.ts';
import { useSaveFile } from '../../intents/use-save-file.ts';
import { Notice } from '../../ui/notice.tsx';
import { paperRefusalWords } from '../../words/paper-words.ts';
import { saveFile } from '../../words/save-file.ts';
import { reportRefusalWords, words } from './reports-words.ts';

/** The title, and the ways a report leaves the screen. */
export function ReportHead(props: { readonly scope: ReportScope; readonly canSave: boolean }) {
  const { asked, answer, save } = useSaveFile<'report-file'>(saveFile);
  const said = saidOf(answer);
  return (
    <>
      <div className="page-head">
        <h1>{words.title}</h1>
        <Group gap={8} className="no-print">
          {(['csv', 'xlsx', 'pdf'] as const).map((format) => (
            <Button
              key={format}
              variant="default"
              leftSection={<IconFileExport size={15} />}
              loading={asked?.format === format}
              disabled={!props.canSave}
              onClick={() => void save({ kind: 'report-file', format, ...props.scope })}
            >
              {words.formats[format]}
            </Button>
          ))}
          <Button
            leftSection={<IconPrinter size={15} />}
            disabled={!props.canSave}
            onClick={() => print()}
          >
            {words.print}
          </Button>
        </Group>
      </div>
      {said ? <Notice tone={said.tone} title={said.text} /> : null}
    </>
  );
}

const refusalOf = (
  refusal: Extract<Awaited<ReportFileAnswer>, { readonly ok: false }>['error'],
): string =>
  refusal.kind === 'no-letters' ? paperRefusalWords(refusal) : reportRefusalWords(refusal);

/** What came of the last file, in words. */
function saidOf(answer: ReturnType<typeof useSaveFile<'report-file'>>['answer']) {
  if (answer === null) return null;
  if (answer === 'unanswered') return { tone: 'warn' as const, text: words.unanswered };
  return answer.ok
    ? { tone: 'ok' as const, text: words.saved(answer.value.name) }
    : { tone: 'warn' as const, text: refusalOf(answer.error) };
}
