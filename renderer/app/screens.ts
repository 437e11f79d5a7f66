import type { ComponentType } from 'react';

/** Screens and how their code comes; each when it is first opened. */
export const SCREENS = {
  schedule: async () =>
    (await import('../features/schedule/screen/schedule-screen.tsx')).ScheduleScreen,
  conflicts: async () =>
    (await import('../features/conflicts/conflicts-screen.tsx')).ConflictsScreen,
  patients: async () => (await import('../features/patients/patients-screen.tsx')).PatientsScreen,
  queue: async () => (await import('../features/queue/queue-screen.tsx')).QueueScreen,
  'day-sheet': async () =>
    (await import('../features/day-sheet/day-sheet-screen.tsx')).DaySheetScreen,
  visits: async () => (await import('../features/visits/visits-screen.tsx')).VisitsScreen,
  doctors: async () => (await import('../features/doctors/doctors-screen.tsx')).DoctorsScreen,
  handovers: async () =>
    (await import('../features/handovers/handovers-screen.tsx')).HandoversScreen,
  import: async () => (await import('../features/import/import-screen.tsx')).ImportScreen,
  export: async () => (await import('../features/export/export-screen.tsx')).ExportScreen,
  'time-off': async () => (await import('../features/time-off/time-off-screen.tsx')).TimeOffScreen,
  reports: async () => (await import('../features/reports/reports-screen.tsx')).ReportsScreen,
  rules: async () => (await import('../features/rules/rules-screen.tsx')).RulesScreen,
  templates: async () =>
    (await import('../features/templates/templates-screen.tsx')).TemplatesScreen,
  services: async () => (await import('../features/settings/services-screen.tsx')).ServicesScreen,
  waitlist: async () => (await import('../features/waitlist/waitlist-screen.tsx')).WaitlistScreen,
  messages: async () => (await import('../features/messages/messages-screen.tsx')).MessagesScreen,
  alerts: async () => (await import('../features/alerts/alerts-screen.tsx')).AlertsScreen,
  trail: async () => (await import('../features/trail/trail-screen.tsx')).TrailScreen,
  sync: async () => (await import('../features/sync/sync-screen.tsx')).SyncScreen,
  devices: async () => (await import('../features/devices/devices-screen.tsx')).DevicesScreen,
  settings: async () => (await import('../features/settings/settings-screen.tsx')).SettingsScreen,
} as const satisfies Record<string, () => Promise<ComponentType>>;

export type ScreenId = keyof typeof SCREENS;
export const SCREEN_IDS = Object.keys(SCREENS) as [ScreenId, ...ScreenId[]];
