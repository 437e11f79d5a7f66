import { Button, FileButton } from '@mantine/core';
import { IconFileExport, IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import type { ExportAnswer, ImportAnswer } from '../../../shared/wire/desk/carry.ts';
import { useDesk } from '../../intents/desk.ts';
import { toBase64 } from '../../replica/base64.ts';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../words/save-file.ts';
import { carryWords, words } from './carry-words.ts';

type Said = { readonly tone: 'ok' | 'warn'; readonly text: string } | null;

/** The way to the central server by a file on a stick, for when there is no line to it. */
export function CarryPanel() {
  const { client } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said>(null);
  const act = async (run: () => Promise<Said>): Promise<void> => {
    setBusy(true);
    setSaid(await run().catch((): Said => ({ tone: 'warn', text: words.failed })));
    setBusy(false);
  };
  const save = async (): Promise<Said> => saidOfExport(await client.ask({ kind: 'carry-export' }));
  const open = async (file: File): Promise<Said> => {
    if (file.size > words.fileBytesMax) return { tone: 'warn', text: words.tooLarge };
    const base64 = toBase64(new Uint8Array(await file.arrayBuffer()));
    return saidOfImport(await client.ask({ kind: 'carry-import', base64 }));
  };
  return (
    <section className="entry-head">
      <h2>{words.title}</h2>
      <p>{words.hint}</p>
      <div className="page-actions">
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} />}
          loading={isBusy}
          onClick={() => void act(save)}
        >
          {words.save}
        </Button>
        <FileButton onChange={(file) => file && void act(() => open(file))}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<IconFileImport size={16} />}
              disabled={isBusy}
            >
              {words.open}
            </Button>
          )}
        </FileButton>
      </div>
      {said ? <Notice tone={said.tone} title={said.text} /> : null}
    </section>
  );
}

function saidOfExport(answer: ExportAnswer): Said {
  if (!answer.ok) return { tone: 'warn', text: carryWords(answer.error) };
  saveFile(answer.value);
  return { tone: 'ok', text: words.saved(answer.value.name) };
}

function saidOfImport(answer: ImportAnswer): Said {
  if (!answer.ok) return { tone: 'warn', text: carryWords(answer.error) };
  if (answer.value.kind === 'taken') return { tone: 'ok', text: words.taken };
  saveFile(answer.value.answer);
  return { tone: 'ok', text: words.handedIn(answer.value.replica, answer.value.answer.name) };
}
