/** A name as it is compared: whatever its letters' size and width, without titles, each space one. */
export const spelt = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replace(/^\s*(dr|prof)\.?\s+/, '')
    .replace(/\s+/g, ' ')
    .trim();
