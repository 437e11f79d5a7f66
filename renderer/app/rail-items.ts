import {
  IconAlertTriangle,
  IconArrowsExchange,
  IconBeach,
  IconBell,
  IconCalendarEvent,
  IconChartBar,
  IconChecklist,
  IconClipboardList,
  IconDevices,
  IconFileExport,
  IconFileImport,
  IconHistory,
  IconHourglass,
  IconMessage2,
  IconPrinter,
  IconRefresh,
  IconSettings,
  IconStethoscope,
  IconTemplate,
  IconUsers,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { RailItem } from './rail.tsx';

/** What somebody at a desk opens all day. A screen enters here when it is there to be opened. */
export const RAIL_ITEMS = [
  { id: 'schedule', label: 'Schedule', icon: IconCalendarEvent },
  { id: 'queue', label: 'Queue', icon: IconUsersGroup },
  { id: 'conflicts', label: 'Conflicts', icon: IconAlertTriangle },
  { id: 'patients', label: 'Patients', icon: IconUsers },
  { id: 'doctors', label: 'Doctors', icon: IconStethoscope },
  { id: 'time-off', label: 'Time off', icon: IconBeach },
  { id: 'sync', label: 'Sync', icon: IconRefresh },
] as const satisfies readonly RailItem[];

/** What is opened now and then: a rail of all of it would be longer than a small window is high. */
export const MORE_ITEMS = [
  { id: 'waitlist', label: 'Waitlist', icon: IconHourglass },
  { id: 'messages', label: 'Messages', icon: IconMessage2 },
  { id: 'reports', label: 'Reports', icon: IconChartBar },
  { id: 'templates', label: 'Templates', icon: IconTemplate },
  { id: 'services', label: 'Services', icon: IconClipboardList },
  { id: 'rules', label: 'Rules', icon: IconChecklist },
  { id: 'handovers', label: 'Handovers', icon: IconArrowsExchange },
  { id: 'import', label: 'Import', icon: IconFileImport },
  { id: 'day-sheet', label: 'Day sheet', icon: IconPrinter },
  { id: 'export', label: 'Export', icon: IconFileExport },
  { id: 'alerts', label: 'Alerts', icon: IconBell },
  { id: 'trail', label: 'Audit trail', icon: IconHistory },
  { id: 'devices', label: 'Devices', icon: IconDevices },
] as const satisfies readonly RailItem[];

/** What there is where the books of branches are looked at. */
export const LOOKED_AT: readonly string[] = ['schedule', 'conflicts', 'reports', 'alerts', 'trail'];

export const RAIL_FOOT_ITEMS = [
  { id: 'settings', label: 'Settings', icon: IconSettings },
] as const satisfies readonly RailItem[];
