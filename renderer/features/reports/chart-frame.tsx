import type { ReactNode } from 'react';
import { type FigureId, figureOf } from '../../../shared/domain/reports/report-figures.ts';
import { FigureName } from './figure-name.tsx';
import { words } from './reports-words.ts';

/** A chart under its name, with what its figures mean, and its numbers as a table behind it. */
export function ChartFrame(props: {
  readonly title: string;
  readonly hint?: ReactNode;
  /** Those it draws. */
  readonly figures?: readonly FigureId[];
  readonly isWide?: boolean;
  readonly table?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className="chart" data-wide={props.isWide} aria-label={props.title}>
      <div className="chart-head">
        <h2>{props.title}</h2>
        {props.figures?.map((id) => (
          <FigureName key={id} figure={figureOf(id)} />
        ))}
      </div>
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
