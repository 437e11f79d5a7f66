/** The keyring does not give the key. Nothing was touched. The message is for the person. */
export class KeyringUnusable extends Error {
  override readonly name = 'KeyringUnusable';
  readonly problem: 'locked' | 'damaged' | 'missing';

  constructor(
    message: string,
    options: { readonly problem: 'locked' | 'damaged' | 'missing' } & ErrorOptions,
  ) {
    super(message, options);
    this.problem = options.problem;
  }
}
