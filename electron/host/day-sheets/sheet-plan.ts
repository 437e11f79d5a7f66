import fs from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { sheetPlanSchema } from '../../../shared/wire/desk/day-sheet.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';

const FILE = 'day-sheets.json';

const keptPlanSchema = sheetPlanSchema.extend({
  key: z.object({ rounds: z.int(), salt: z.string(), key: z.string() }),
});
/** When day sheets are made, how long they stay, and what locks them. */
export type KeptPlan = z.infer<typeof keptPlanSchema>;

/** null where none are made, and where another key sealed the plan. */
export function readPlan(folder: string, seal: TextSeal): KeptPlan | null {
  try {
    const text = seal.open(fs.readFileSync(join(folder, FILE), 'utf8'));
    return text === null ? null : (keptPlanSchema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

/** null makes none any more. */
export function writePlan(folder: string, seal: TextSeal, plan: KeptPlan | null): void {
  const path = join(folder, FILE);
  if (plan === null) fs.rmSync(path, { force: true });
  else writeFileWhole(path, seal.seal(JSON.stringify(plan)));
}
