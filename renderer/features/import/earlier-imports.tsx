import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ImportSummary } from '../../../shared/wire/desk/import.ts';
import { useDesk } from '../../intents/desk.ts';
import { useAsked } from '../../intents/use-asked.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { loadWords } from '../../words/load-words.ts';
import { useSay } from '../../words/use-say.ts';
import { importRefusalWords } from './import-refusal-words.ts';
import { words } from './import-words.ts';
import { answered, type ImportTrouble } from './use-import-work.ts';

/** What was imported before; a whole import can be taken back. */
export function EarlierImports() {
  const { client } = useDesk();
  const say = useSay();
  const { answer: imports, state, reload } = useAsked('imports');
  const [refusal, setRefusal] = useState<ImportTrouble | null>(null);
  const [undoing, setUndoing] = useState<string | null>(null);
  const undo = async (importId: string): Promise<void> => {
    setUndoing(importId);
    const answer = await answered(client.ask({ kind: 'import-undo', importId }));
    setUndoing(null);
    setRefusal(answer.ok ? null : answer.error);
    reload();
  };
  if (imports?.length === 0 && state === 'there') return null;
  return (
    <>
      <h2>{words.earlier}</h2>
      {refusal ? <Notice tone="warn" title={importRefusalWords(refusal, say)} /> : null}
      <LoadState {...{ state, words: loadWords }} hasAnswer={imports !== null} onRetry={reload} />
      {imports && imports.length > 0 ? (
        <ImportsTable {...{ imports, undoing }} onUndo={(importId) => void undo(importId)} />
      ) : null}
    </>
  );
}

function ImportsTable(props: {
  readonly imports: readonly ImportSummary[];
  /** The one that is being taken back. */
  readonly undoing: string | null;
  readonly onUndo: (importId: string) => void;
}) {
  const { imports, undoing, onUndo } = props;
  const say = useSay();
  return (
    <table className="table-plain">
      <thead>
        <tr>
          <th>{words.file}</th>
          <th>{words.rows}</th>
          <th>{words.when}</th>
          <th>{words.state}</th>
          <th>
            <span className="visually-hidden">{words.undo}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {imports.map((one) => (
          <tr key={one.importId}>
            <td>{one.fileName}</td>
            <td>{one.rows.toLocaleString()}</td>
            <td>
              {say.day(one.atMs)}, {say.time(one.atMs)}
            </td>
            <td>{words.states[one.state]}</td>
            <td>
              {one.state === 'applied' ? (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={undoing === one.importId}
                  disabled={undoing !== null && undoing !== one.importId}
                  aria-label={`${words.undo}: ${one.fileName}`}
                  onClick={() => onUndo(one.importId)}
                >
                  {words.undo}
                </Button>
              ) : null}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
