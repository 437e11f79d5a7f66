import { type CSSProperties, cloneElement, type ReactElement } from 'react';
import { type BackgroundView, type EventView, isPast } from '../../../state/event-view.ts';
import { DragEventWrapper } from '../grid/rbc-parts.ts';
import { words } from '../schedule-words.ts';
import { BackgroundLabel } from './background-label.tsx';
import { EventCard } from './event-card.tsx';

type NodeElement = ReactElement<Record<string, unknown>>;

interface EventNodeProps {
  readonly event: EventView | BackgroundView;
  readonly isBackgroundEvent?: boolean;
  readonly selected?: boolean;
  readonly children: NodeElement;
}

/**
 * Stands between the calendar and the node of an event: says with data attributes what the style
 * sheet needs, takes background stretches out of the tab order, and leaves focus to the grid's own
 * single tab stop. Only the chosen card has handles to resize it: they are five nodes each.
 */
export function EventNode(props: EventNodeProps) {
  const { event, children } = props;
  if (isBackground(event)) return cloneElement(children, backgroundAttributes(event));
  return (
    <DragEventWrapper
      {...props}
      event={event}
      resizable={props.selected === true || event.kind === 'session'}
    >
      {cloneElement(children, {
        ...eventAttributes(event, props.selected === true || event.chosen === true),
        ...aroundAttributes(event, children),
      })}
    </DragEventWrapper>
  );
}

/** The calendar's `event` component: draws the inside of either kind. */
export function EventContent(props: { readonly event: EventView | BackgroundView }) {
  const { event } = props;
  return isBackground(event) ? <BackgroundLabel background={event} /> : <EventCard event={event} />;
}

const BACKGROUNDS: ReadonlySet<string> = new Set<BackgroundView['kind']>([
  ...(['off', 'break', 'service', 'tag', 'time-off', 'closure', 'visit'] as const),
]);

function isBackground(event: EventView | BackgroundView): event is BackgroundView {
  return BACKGROUNDS.has(event.kind);
}

function eventAttributes(event: EventView, selected: boolean): Record<string, unknown> {
  return {
    tabIndex: -1,
    title: undefined,
    'data-event-id': event.id,
    'data-kind': event.kind,
    'data-hue': event.serviceColour,
    'data-status': event.status,
    'data-past': isPast(event) || undefined,
    'data-firmness': event.kind === 'appointment' ? event.firmness : undefined,
    'data-displaced': event.displaced || undefined,
    'data-selected': selected || undefined,
    'aria-pressed': selected,
  };
}

/** The time that is to stay free around a visit is drawn as the card's shadow. */
function aroundAttributes({ around }: EventView, node: NodeElement): Record<string, unknown> {
  if (!around) return {};
  const minutes = { '--before-min': around.beforeMin, '--after-min': around.afterMin };
  const { style } = node.props as { readonly style?: CSSProperties };
  return { 'data-around': true, style: { ...style, ...minutes } };
}

function backgroundAttributes(background: BackgroundView): Record<string, unknown> {
  const named = !['off', 'visit'].includes(background.kind) && background.title !== '';
  const kindWord = words.backgrounds[background.kind];
  return {
    role: named ? 'note' : undefined,
    tabIndex: -1,
    title: undefined,
    onClick: undefined,
    onDoubleClick: undefined,
    onKeyDown: undefined,
    'aria-hidden': named ? undefined : true,
    'aria-label': named ? `${kindWord}: ${background.title}` : undefined,
    'data-background': background.kind,
    'data-hue': background.hue,
    'data-below': background.below,
  };
}
