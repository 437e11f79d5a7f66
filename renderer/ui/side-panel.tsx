import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';

/** The frame of everything that opens at the right edge: chips, title, scrolling body, actions. */
export function SidePanel(props: {
  readonly title: string;
  readonly subtitle?: ReactNode;
  readonly chips?: ReactNode;
  readonly headActions?: ReactNode;
  readonly foot?: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  return (
    <section className="side-panel" aria-label={props.title}>
      <div className="side-panel-head">
        {props.chips}
        <span className="grow" />
        {props.headActions}
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={props.closeLabel}
          onClick={props.onClose}
        >
          <IconX size={17} />
        </ActionIcon>
      </div>
      <h2 className="side-panel-title">{props.title}</h2>
      {props.subtitle ? <p className="side-panel-subtitle">{props.subtitle}</p> : null}
      <div className="side-panel-body">{props.children}</div>
      {props.foot ? <div className="side-panel-foot">{props.foot}</div> : null}
    </section>
  );
}
