import type { ReactNode } from 'react';

/** What a screen shows instead of nothing: why it is empty, and what to do about it. */
export function EmptyState(props: {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** It stands in the place of a whole screen, with its heading. */
  readonly isPage?: boolean;
}) {
  const Heading = props.isPage ? 'h1' : 'h2';
  return (
    <div className="empty-state">
      {props.icon}
      <Heading>{props.title}</Heading>
      {props.children ? <p>{props.children}</p> : null}
      {props.actions ? <div className="empty-actions">{props.actions}</div> : null}
    </div>
  );
}
