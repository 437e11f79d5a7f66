/**
 * Stands in for react-overlays in the build: react-big-calendar asks it for lists of what does not
 * fit into a day of its month, which Daybook never opens (`popup` is off).
 */
export const Overlay = (): null => null;
