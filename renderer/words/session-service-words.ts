/** What working time is for, wherever that is chosen or shown. */
export const sessionServiceWords = {
  services: 'Services',
  any: 'Any',
  asItIs: 'As it is',
  forAny: 'Any service',
  onlyFor: (names: readonly string[]) => `This time is only for ${names.join(', ')}.`,
  only: (names: readonly string[]) => `only for ${names.join(', ')}`,
} as const;
