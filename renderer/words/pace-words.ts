/** What is said beside anything large that one waits for. */
export const paceWords = {
  percent: (percent: number) => `${percent}%`,
  stop: 'Stop',
} as const;
