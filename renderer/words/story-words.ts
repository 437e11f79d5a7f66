import type { TrailEntry } from '../../shared/wire/desk/trail.ts';

/** Roles as people call them; the program's own acts have none of a person's. */
export const TRAIL_ROLES = {
  admin: 'Administrator',
  manager: 'Manager',
  'front-desk': 'Front desk',
  doctor: 'Doctor',
  replica: 'Program',
} as const;

/** In which role something was done, at which desk of which computer. */
export function storyPlace(
  { replica, role, desk }: Pick<TrailEntry, 'replica' | 'role' | 'desk'>,
  names: Readonly<Record<string, string>>,
): string {
  const as = TRAIL_ROLES[role as keyof typeof TRAIL_ROLES] ?? role;
  const at = names[replica] ?? names[replica.split('~')[0] ?? ''] ?? replica;
  return [as, desk, at].filter((part) => part !== '').join(', ');
}
