/** Tells the test what the shell did, as a line of JSON on standard output. */
export function report(event: { readonly kind: string; readonly [fact: string]: unknown }): void {
  process.stdout.write(`${JSON.stringify(event)}\n`);
}
