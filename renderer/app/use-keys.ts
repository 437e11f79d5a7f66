import { useEffect } from 'react';
import { isTyping } from '../ui/is-typing.ts';

/** Keys that work everywhere: Ctrl K searches, Ctrl Z takes back the last thing done here. */
export function useKeys({
  onSearch,
  onUndo,
}: {
  readonly onSearch: () => void;
  readonly onUndo: () => void;
}): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // A key that is held down says one thing, not one after the other.
      if (event.repeat || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      if (event.key === 'k') {
        event.preventDefault();
        onSearch();
      } else if (event.key === 'z' && !isTyping(event.target)) {
        event.preventDefault();
        onUndo();
      }
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onSearch, onUndo]);
}
