import { create } from 'zustand';

/** What this window did and can take back, the last at the end. */
export const useDone = create<{ readonly ids: readonly string[] }>(() => ({ ids: [] }));
