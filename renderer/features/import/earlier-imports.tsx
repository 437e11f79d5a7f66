import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { ImportRefusal, ImportSummary } from '../../../shared/wire/desk/import.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { useSay } from '../../words/use-say.ts';
import { importRefusalWords } from './import-refusal-words.ts';
import { words } from './import-words.ts';

/** What was imported before; a whole import can be taken back. */
export function EarlierImports() {
  const { client } = useDesk();
  const say = useSay();
  const [imports, setImports] = useState<readonly ImportSummary[]>([]);
  const [refusal, setRefusal] = useState<ImportRefusal | null>(null);
  const [round, setRound] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round asks again.
  useEffect(() => {
    client.ask({ kind: 'imports' }).then(setImports, () => setImports([]));
  }, [client, round]);
  const undo = async (importId: string): Promise<void> => {
    const answer = await client.ask({ kind: 'import-undo', importId });
    setRefusal(answer.ok ? null : answer.error);
    setRound(round + 1);
  };
  if (imports.length === 0) return null;
  return (
    <>
      <h2>{words.earlier}</h2>
      {refusal ? <Notice tone="warn" title={importRefusalWords(refusal, say)} /> : null}
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
                    onClick={() => void undo(one.importId)}
                  >
                    {words.undo}
                  </Button>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
