import { REPORT_FIGURES } from '../../../shared/domain/reports/report-figures.ts';
import { words } from './reports-words.ts';

/** What every figure means: folded up on the screen, and all of it on paper. */
export function Definitions() {
  return (
    <details className="report-definitions">
      <summary>{words.definitions}</summary>
      <dl>
        {REPORT_FIGURES.map(({ id, name, definition }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{definition}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
