/**
 * The window's first script, kept tiny: the style sheets and the program come with the import, so
 * the frame of index.html is painted before they are read.
 */
void import('./start.tsx').then(({ start }) => start(document));

export {};
