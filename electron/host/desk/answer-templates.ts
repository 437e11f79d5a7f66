import { loadBookDays } from '../../../shared/engine/queries/load-pattern.ts';
import { loadRotations } from '../../../shared/engine/queries/load-rotations.ts';
import { loadTemplates } from '../../../shared/engine/queries/load-templates.ts';
import { previewApplying } from '../../../shared/engine/queries/preview-applying.ts';
import type { ReadDb } from '../../../shared/engine/store/handles.ts';
import type { NearBranches } from '../../../shared/engine/store/near-branches.ts';
import type { AnswerOf } from '../../../shared/wire/desk/answers.ts';
import type { Ask } from '../../../shared/wire/desk/ask.ts';
import type { DeskHost } from './desk-host.ts';

type TemplateAsk = Extract<
  Ask,
  { readonly kind: 'templates' | 'rotations' | 'book-days' | 'applying' }
>;

/** What is kept of working time under a name, and what using it would come to. */
export async function answerTemplates(
  { engine, clock }: Pick<DeskHost, 'engine' | 'clock'>,
  organisationId: string,
  ask: TemplateAsk,
  near: NearBranches,
): Promise<AnswerOf<TemplateAsk>> {
  const read = <T>(run: (db: ReadDb) => Promise<T>): Promise<T> => engine.store.read(run);
  switch (ask.kind) {
    case 'templates':
      return read((db) => loadTemplates(db, organisationId, near));
    case 'rotations':
      return read((db) => loadRotations(db, organisationId, near));
    case 'book-days':
      return read((db) => loadBookDays(db, organisationId, ask.days, clock.nowMs()));
    case 'applying':
      return read((db) => previewApplying(db, organisationId, ask.applying, clock.nowMs()));
  }
}
