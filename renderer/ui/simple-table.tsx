import type { ReactNode } from 'react';

/** What there is already, one line each. A column of buttons is named ''. */
export function SimpleTable(props: {
  readonly head: readonly string[];
  readonly rows: readonly { readonly id: string; readonly cells: readonly ReactNode[] }[];
}) {
  if (props.rows.length === 0) return null;
  return (
    <table className="table-plain">
      <TableHead names={props.head} />
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.id}>
            {row.cells.map((cell, i) => (
              <td key={props.head[i]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The names of columns; one of buttons, named '', has none, and is no heading to whoever is read it. */
export const TableHead = ({ names }: { readonly names: readonly string[] }) => (
  <thead>
    <tr>{names.map((name) => (name === '' ? <td key={name} /> : <th key={name}>{name}</th>))}</tr>
  </thead>
);
