import fs from 'node:fs';
import { join } from 'node:path';
import type { TextSeal } from '../../../shared/core/text-seal.ts';
import { type NearPlan, nearPlanSchema } from '../../../shared/wire/desk/near.ts';
import { writeFileWhole } from '../keyring/write-file-whole.ts';

const FILE = 'near.json';

/** null where it is switched off, and where another key sealed the plan. */
export function readNearPlan(folder: string, seal: TextSeal): NearPlan | null {
  try {
    const text = seal.open(fs.readFileSync(join(folder, FILE), 'utf8'));
    return text === null ? null : (nearPlanSchema.safeParse(JSON.parse(text)).data ?? null);
  } catch {
    return null;
  }
}

/** null switches it off. */
export function writeNearPlan(folder: string, seal: TextSeal, plan: NearPlan | null): void {
  const path = join(folder, FILE);
  if (plan === null) fs.rmSync(path, { force: true });
  else writeFileWhole(path, seal.seal(JSON.stringify(plan)));
}
