import './shell.css';
import type { ReactNode } from 'react';
import { words } from './app-words.ts';
import { Rail, type RailItem } from './rail.tsx';

/**
 * The frame: rail, top bar, page, and a panel at the right while something is open. `panel` null
 * gives its room to the page.
 */
export function AppShell(props: {
  readonly railItems: readonly RailItem[];
  readonly moreItems?: readonly RailItem[];
  readonly railFootItems?: readonly RailItem[];
  readonly currentItemId: string;
  readonly onNavigate: (itemId: string) => void;
  readonly person?: ReactNode;
  readonly topBar: ReactNode;
  readonly panel: ReactNode;
  readonly mainLabel: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="shell">
      <Rail
        items={props.railItems}
        moreItems={props.moreItems ?? []}
        footItems={props.railFootItems ?? []}
        currentId={props.currentItemId}
        onNavigate={props.onNavigate}
        person={props.person}
      />
      {props.topBar}
      <main className="main" aria-label={props.mainLabel}>
        {props.children}
      </main>
      {props.panel ? (
        <aside className="panel" aria-label={words.details}>
          {props.panel}
        </aside>
      ) : null}
    </div>
  );
}
