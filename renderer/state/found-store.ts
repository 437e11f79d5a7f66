import { create } from 'zustand';
import type { FoundConflicts } from '../../shared/model/found-conflict.ts';

/** What was found by looking at working time; null before anybody looked. */
export const useFound = create<{ readonly conflicts: FoundConflicts | null }>(() => ({
  conflicts: null,
}));
