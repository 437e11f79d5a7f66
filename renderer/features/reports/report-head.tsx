import { Button, Group } from '@mantine/core';
import { IconFileExport, IconPrinter } from '@tabler/icons-react';
import { useState } from 'react';
import type { ReportScope } from '../../../shared/model/report.ts';
import type { ReportFileAnswer } from '../../../shared/wire/desk/report.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { paperRefusalWords } from '../../words/paper-words.ts';
import { saveFile } from '../../words/save-file.ts';
import { reportRefusalWords, words } from './reports-words.ts';

type Format = keyof typeof words.formats;

/** The title, and the ways a report leaves the screen. */
export function ReportHead(props: { readonly scope: ReportScope; readonly canSave: boolean }) {
  const { said, busy, save } = useSaving(props.scope);
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
              loading={busy === format}
              disabled={!props.canSave}
              onClick={() => void save(format)}
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

function useSaving(scope: ReportScope) {
  const { client } = useDesk();
  const [busy, setBusy] = useState<Format | null>(null);
  const [said, setSaid] = useState<{ tone: 'ok' | 'warn'; text: string } | null>(null);
  const save = async (format: Format): Promise<void> => {
    setBusy(format);
    try {
      const answer = await client.ask({ kind: 'report-file', format, ...scope });
      if (answer.ok) saveFile(answer.value);
      setSaid(
        answer.ok
          ? { tone: 'ok', text: words.saved(answer.value.name) }
          : { tone: 'warn', text: refusalOf(answer.error) },
      );
    } catch {
      setSaid({ tone: 'warn', text: words.unanswered });
    }
    setBusy(null);
  };
  return { said, busy, save };
}
