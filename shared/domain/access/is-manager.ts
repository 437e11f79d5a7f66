import type { Role } from '../../model/user.ts';

/** Whether somebody decides what others at the desk may not. */
export const isManager = (role: Role): boolean => role === 'admin' || role === 'manager';
