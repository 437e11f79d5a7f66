/** Why a branch's folder is not opened. Nothing in it was touched. */
type StoreProblem =
  | 'in-use'
  | 'other-version'
  | 'not-a-store'
  | 'not-durable'
  | 'newer-program'
  | 'wrong-key'
  | 'disk-full'
  | 'damaged';

/** The folder cannot be used; the message says so in a sentence for the person at the desk. */
export class StoreUnusable extends Error {
  override readonly name = 'StoreUnusable';
  readonly problem: StoreProblem;

  constructor(message: string, options: { readonly problem: StoreProblem } & ErrorOptions) {
    super(message, options);
    this.problem = options.problem;
  }
}
