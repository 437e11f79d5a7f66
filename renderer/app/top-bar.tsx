import type { ReactNode } from 'react';
import { SearchField } from './search-field.tsx';
import { ThemeToggle } from './theme-toggle.tsx';

/** Where am I, find anything, and what the machine is doing; at the end the one filled button. */
export function TopBar(props: {
  readonly branch: ReactNode;
  readonly syncPill: ReactNode;
  readonly inbox: ReactNode;
  readonly primaryAction: ReactNode;
  readonly onSearch: () => void;
}) {
  return (
    <header className="top">
      {props.branch}
      <SearchField onOpen={props.onSearch} />
      <div className="top-end">
        {props.syncPill}
        {props.inbox}
        <ThemeToggle />
        {props.primaryAction}
      </div>
    </header>
  );
}
