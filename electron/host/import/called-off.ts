/** Someone called the import off; the transaction takes everything back. */
export class CalledOff extends Error {
  override readonly name = 'CalledOff';
}
