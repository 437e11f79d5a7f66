import type { BackgroundView, EventView } from '../../../state/event-view.ts';

interface SlotRange {
  readonly top: number;
  readonly height: number;
  readonly start: number;
  readonly end: number;
}

/** What react-big-calendar hands to a layout algorithm; only what is read here. */
export interface LayoutInput {
  readonly events: readonly EventView[];
  readonly slotMetrics: { readonly getRange: (start: Date, end: Date) => SlotRange };
  readonly accessors: {
    readonly start: (event: EventView) => Date;
    readonly end: (event: EventView) => Date;
  };
}

export interface StyledEvent {
  readonly event: EventView;
  readonly style: {
    readonly top: number;
    readonly height: string;
    readonly width: string;
    readonly xOffset: number;
  };
}

/** What lies behind the cards: it fills its column, whatever else is behind them there. */
const BEHIND: ReadonlySet<string> = new Set<BackgroundView['kind']>([
  ...(['off', 'break', 'service', 'tag', 'time-off', 'closure', 'visit'] as const),
]);

interface Placed {
  readonly event: EventView;
  readonly range: SlotRange;
  readonly end: number;
  lane: number;
}

/**
 * Lays the cards of one column side by side where they overlap, and nowhere else: the calendar's
 * own algorithms also squeeze neighbours that merely start close together. Sorting plus one sweep;
 * each group of overlapping cards shares the width equally.
 */
export function packLayout(input: LayoutInput): StyledEvent[] {
  const styled: StyledEvent[] = [];
  let group: Placed[] = [];
  let laneEnds: number[] = [];
  const flush = (): void => {
    styled.push(...group.map((placed) => styleOf(placed, 100 / laneEnds.length)));
    group = [];
    laneEnds = [];
  };
  for (const placed of sortedByStart(input)) {
    if (BEHIND.has(placed.event.kind)) {
      styled.push(styleOf(placed, 100));
      continue;
    }
    if (laneEnds.every((end) => end <= placed.range.start)) flush();
    const free = laneEnds.findIndex((end) => end <= placed.range.start);
    placed.lane = free < 0 ? laneEnds.length : free;
    laneEnds[placed.lane] = placed.end;
    group.push(placed);
  }
  flush();
  return styled;
}

function sortedByStart({ events, slotMetrics, accessors }: LayoutInput): Placed[] {
  return events
    .map((event) => {
      const range = slotMetrics.getRange(accessors.start(event), accessors.end(event));
      // A card of no length still takes a minute, so that two of them do not hide each other.
      return { event, range, end: Math.max(range.end, range.start + 1), lane: 0 };
    })
    .sort((a, b) => a.range.start - b.range.start || b.end - a.end);
}

function styleOf({ event, range, lane }: Placed, widthPercent: number): StyledEvent {
  return {
    event,
    style: {
      top: range.top,
      height: `calc(${range.height}% - 1px)`,
      width: `calc(${widthPercent}% - 2px)`,
      xOffset: lane * widthPercent,
    },
  };
}
