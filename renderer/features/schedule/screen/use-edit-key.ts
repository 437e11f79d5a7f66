import { useEffect } from 'react';
import { toggleEditing } from '../../../state/view-store.ts';

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input, textarea, [contenteditable], [role="dialog"], [role="listbox"]') !== null;

/** W takes hold of working time and lets go of it, for whoever may. */
export function useEditKey(mayEdit: boolean): void {
  useEffect(() => {
    if (!mayEdit) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (event.key === 'w' || event.key === 'W') toggleEditing();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [mayEdit]);
}
