/** As the `ref` of what was opened below the fold: it comes into view once, when it is there. */
export const intoView = (element: HTMLElement | null): void =>
  element?.scrollIntoView({ block: 'start' });
