import type { ComponentType } from 'react';

/** The code of a screen is not here, and could not be fetched from wherever the window came from. */
export class ScreenNotFetched extends Error {
  override readonly name = 'ScreenNotFetched';
}

/** The code of a screen. Throws ScreenNotFetched. */
export async function fetchScreen(
  load: () => Promise<ComponentType>,
): Promise<{ readonly default: ComponentType }> {
  try {
    return { default: await load() };
  } catch (cause) {
    throw new ScreenNotFetched('The code of a screen could not be fetched.', { cause });
  }
}
