/** An event that a listener may prevent. */
export function createEvent<Facts extends object>(
  facts: Facts,
): Facts & { readonly defaultPrevented: boolean; readonly preventDefault: () => void } {
  let isPrevented = false;
  return {
    ...facts,
    get defaultPrevented() {
      return isPrevented;
    },
    preventDefault: () => {
      isPrevented = true;
    },
  };
}
