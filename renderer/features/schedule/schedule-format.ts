import { createContext, useContext } from 'react';
import { createWallFormat, type WallFormat } from './grid/wall-format.ts';

/** How this branch writes times; cards are too many to hand it down by props. */
export const ScheduleFormatContext = createContext<WallFormat>(
  createWallFormat({ locale: 'en-GB', hour12: false }),
);

export const useScheduleFormat = (): WallFormat => useContext(ScheduleFormatContext);
