import { Button } from '@mantine/core';
import { FactList } from '../../ui/fact-list.tsx';
import { useSay } from '../../words/use-say.ts';
import { words } from './devices-words.ts';
import type { MadeCode } from './new-code-form.tsx';

/** The code, and what to do with it. It is nowhere else, and not here either once it is left. */
export function CodeShown(props: { readonly made: MadeCode; readonly onDone: () => void }) {
  const { name, code, centralAddress, expiresAtMs } = props.made;
  const say = useSay();
  const title = words.codeTitle(name);
  return (
    <section className="page-form device-form" aria-label={title}>
      <b>{title}</b>
      <FactList
        facts={[
          { name: words.code, value: <output className="device-code">{code}</output> },
          { name: words.address, value: centralAddress },
          { name: words.expires, value: `${say.day(expiresAtMs)}, ${say.time(expiresAtMs)}` },
        ]}
      />
      <p className="page-hint">{words.codeOnce}</p>
      <ol className="device-steps">
        {words.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="page-hint">{words.again}</p>
      <div className="page-actions">
        <Button onClick={props.onDone}>{words.done}</Button>
      </div>
    </section>
  );
}
