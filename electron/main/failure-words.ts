/** Says that the host does not stay up: `sentence` is the host's own reason, if it gave one. */
export const failureWords = (
  sentence: string | undefined,
  exitCode: number,
): readonly [string, string] => [
  sentence ?? `The part that keeps the book ended several times in a row (code ${exitCode}).`,
  'Nothing that was saved is lost. The log in the data folder says more.',
];
