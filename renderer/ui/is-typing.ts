/** What is pressed there says something else than in a text. */
const CHOSEN = ['radio', 'checkbox', 'button', 'submit'];

/** Whether keys that are pressed there write something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !CHOSEN.includes(target.type);
  return target.closest('textarea, [contenteditable]') !== null;
}
