import type { ImportProblem } from '../../../shared/wire/desk/import.ts';

/** What is taken, though it is told that something about it is uncommon. */
const TAKEN = new Set<ImportProblem['kind']>([
  ...(['moved-by-clocks', 'first-of-two', 'new-patient', 'strange-service'] as const),
]);

/** Whether nothing becomes of what is told. */
export const isLeftOut = ({ kind }: ImportProblem): boolean => !TAKEN.has(kind);
