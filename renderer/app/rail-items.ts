import {
  IconAlertTriangle,
  IconBeach,
  IconCalendarEvent,
  IconChecklist,
  IconDevices,
  IconFileExport,
  IconFileImport,
  IconRefresh,
  IconSettings,
  IconUsers,
} from '@tabler/icons-react';
import type { RailItem } from './rail.tsx';

/** The screens that exist. A screen enters here when it is there to be opened. */
export const RAIL_ITEMS = [
  { id: 'schedule', label: 'Schedule', icon: IconCalendarEvent },
  { id: 'conflicts', label: 'Conflicts', icon: IconAlertTriangle },
  { id: 'patients', label: 'Patients', icon: IconUsers },
  { id: 'import', label: 'Import', icon: IconFileImport },
  { id: 'export', label: 'Export', icon: IconFileExport },
  { id: 'time-off', label: 'Time off', icon: IconBeach },
  { id: 'rules', label: 'Rules', icon: IconChecklist },
  { id: 'sync', label: 'Sync', icon: IconRefresh },
] as const satisfies readonly RailItem[];

export const RAIL_FOOT_ITEMS = [
  { id: 'devices', label: 'Devices', icon: IconDevices },
  { id: 'settings', label: 'Settings', icon: IconSettings },
] as const satisfies readonly RailItem[];
