/** Whether this window is a screen in a waiting room: nobody signs in there, and it knows nothing of the book. */
export const isWall = (): boolean => location.hash === '#/wall';
