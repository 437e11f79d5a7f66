/** Rooms, wherever they are chosen or shown. */
export const roomWords = {
  room: 'Room',
  none: 'No room said',
  asItIs: 'As it is',
  noRoom: 'No room',
};
