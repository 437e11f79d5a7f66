import { ActionIcon, Popover } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import type { ServiceLegend as LegendItem } from '../../../state/event-view.ts';
import { words } from '../schedule-words.ts';

/** What the colours mean: in the toolbar where there is room, else behind a button. */
export function ServiceLegend(props: { readonly services: readonly LegendItem[] }) {
  return (
    <>
      <LegendList services={props.services} />
      <div className="legend-button">
        <Popover position="bottom-end">
          <Popover.Target>
            <ActionIcon variant="default" size={30} aria-label={words.legend}>
              <IconPalette size={16} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <LegendList services={props.services} />
          </Popover.Dropdown>
        </Popover>
      </div>
    </>
  );
}

function LegendList(props: { readonly services: readonly LegendItem[] }) {
  return (
    <ul className="legend" aria-label={words.services}>
      {props.services.map((service) => (
        <li key={service.name} data-hue={service.colour}>
          <i aria-hidden="true" />
          {service.name}
        </li>
      ))}
    </ul>
  );
}
