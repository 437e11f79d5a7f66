import { ActionIcon, Popover } from '@mantine/core';
import { IconPalette } from '@tabler/icons-react';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { ServiceLegend as LegendItem } from '../../../state/event-view.ts';
import { words } from '../schedule-words.ts';

/** What the colours mean: in the toolbar where there is room, else behind a button. */
export function ServiceLegend(props: { readonly services: readonly LegendItem[] }) {
  const list = useRef<HTMLUListElement>(null);
  const isCut = useIsCut(list, props.services);
  return (
    <>
      <LegendList list={list} isCut={isCut} services={props.services} />
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

/** Whether a list has more than the one row that is seen of it. */
function useIsCut(list: RefObject<HTMLUListElement | null>, services: readonly LegendItem[]) {
  const [isCut, setIsCut] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other services are as wide as they are.
  useLayoutEffect(() => {
    const node = list.current;
    if (!node) return;
    const look = (): void => setIsCut(node.scrollHeight > node.clientHeight + 2);
    const observer = new ResizeObserver(look);
    observer.observe(node);
    look();
    return () => observer.disconnect();
  }, [list, services]);
  return isCut;
}

function LegendList(props: {
  readonly services: readonly LegendItem[];
  readonly list?: RefObject<HTMLUListElement | null>;
  readonly isCut?: boolean;
}) {
  return (
    <ul
      ref={props.list}
      className="legend"
      data-cut={props.isCut || undefined}
      aria-label={words.services}
    >
      {props.services.map((service) => (
        <li key={service.name} data-hue={service.colour}>
          <i aria-hidden="true" />
          {service.name}
        </li>
      ))}
    </ul>
  );
}
