import { Button } from '@mantine/core';
import { IconFileExport, IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type {
  TrailCheckAnswer,
  TrailFileAnswer,
  TrailWish,
} from '../../../shared/wire/desk/trail.ts';
import { useDesk } from '../../intents/desk.ts';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../words/save-file.ts';
import { words } from './trail-words.ts';

type Busy = 'check' | 'save' | null;

/** Shows that the trail is whole, and saves it for whoever has to look at it elsewhere. */
export function TrailProof(props: {
  readonly span: Pick<TrailWish, 'fromMs' | 'untilMs' | 'of'> | null;
  /** Whether what is shown is a trail that can be proved by itself. */
  readonly canSave: boolean;
}) {
  const { client } = useDesk();
  const { span } = props;
  const [busy, setBusy] = useState<Busy>(null);
  const [said, setSaid] = useState<ReactNode>(null);
  const attempt = async (what: Busy, run: () => Promise<ReactNode>): Promise<void> => {
    setBusy(what);
    setSaid(null);
    setSaid(await run().catch(() => <Notice tone="warn" title={words.unanswered} />));
    setBusy(null);
  };
  const check = async () => <CheckedNotice answer={await client.ask({ kind: 'check-trail' })} />;
  const save = async () =>
    span && <SavedNotice answer={takeFile(await client.ask({ kind: 'trail-file', ...span }))} />;
  return (
    <>
      <div className="page-actions">
        <Button
          leftSection={<IconShieldCheck size={16} />}
          loading={busy === 'check'}
          onClick={() => void attempt('check', check)}
        >
          {words.check}
        </Button>
        <Button
          variant="default"
          leftSection={<IconFileExport size={16} />}
          loading={busy === 'save'}
          disabled={!props.canSave || span === null}
          onClick={() => void attempt('save', save)}
        >
          {words.save}
        </Button>
      </div>
      {said}
    </>
  );
}

function CheckedNotice({ answer }: { readonly answer: TrailCheckAnswer }) {
  if (!answer.ok) return <Notice tone="warn" title={words.notPermitted} />;
  const { problems, own, kept } = answer.value;
  if (problems.length === 0 && own === null) {
    return kept.trails > 0 ? (
      <Notice tone="ok" title={words.keptWhole(kept.trails, kept.entries)} />
    ) : (
      <Notice tone="neutral" title={words.noneKept} />
    );
  }
  if (problems.length === 0 && own !== null) {
    return (
      <Notice tone="ok" title={words.whole(own.entries)}>
        {kept.trails > 0 ? <p>{words.keptToo(kept.trails, kept.entries)}</p> : null}
        <p className="trail-hash">{words.lastHash(own.lastHash)}</p>
      </Notice>
    );
  }
  return (
    <Notice tone="danger" title={words.altered}>
      <ul>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Notice>
  );
}

function takeFile(answer: TrailFileAnswer): TrailFileAnswer {
  if (answer.ok) saveFile(answer.value);
  return answer;
}

function SavedNotice({ answer }: { readonly answer: TrailFileAnswer }) {
  if (answer.ok) {
    return <Notice tone="ok" title={words.saved(answer.value.name, answer.value.count)} />;
  }
  const isLong = answer.error.kind === 'too-many-rows';
  return <Notice tone="warn" title={isLong ? words.tooMany : words.notPermitted} />;
}
