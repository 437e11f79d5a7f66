import { createContext, useContext } from 'react';
import { assert } from '../../shared/core/assert.ts';
import type { DeskClient } from '../replica/desk-client.ts';
import type { IntentSender } from './intent-sender.ts';

/** All that a screen can do besides showing rows: ask the host, and ask for something. */
export interface Desk {
  readonly client: DeskClient;
  readonly intents: IntentSender;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  assert(desk, 'Screens stand inside the desk.');
  return desk;
}
