import type { ReactNode } from 'react';
import { words } from './reports-words.ts';

/** A chart under its name, with the numbers of it as a table behind it. */
export function ChartFrame(props: {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly isWide?: boolean;
  readonly table?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="chart" data-wide={props.isWide} aria-label={props.title}>
      <h2>{props.title}</h2>
      {props.hint ? <p className="page-hint">{props.hint}</p> : null}
      {props.children}
      {props.table ? (
        <details className="chart-table no-print">
          <summary>{words.asTable}</summary>
          {props.table}
        </details>
      ) : null}
    </section>
  );
}
