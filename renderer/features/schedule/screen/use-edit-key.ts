import { useEffect } from 'react';
import { toggleEditing } from '../../../state/view-store.ts';
import { isTyping } from '../../../ui/is-typing.ts';

/** A list of choices goes by the letters of its options. */
const isChoosing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('[role="dialog"], [role="listbox"]') !== null;

/** W takes hold of working time and lets go of it, for whoever may. */
export function useEditKey(mayEdit: boolean): void {
  useEffect(() => {
    if (!mayEdit) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (isTyping(event.target) || isChoosing(event.target)) return;
      if (event.key === 'w' || event.key === 'W') toggleEditing();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [mayEdit]);
}
