import { type ReactNode, Suspense, useMemo } from 'react';
import { turnWeeks } from '../../../../shared/domain/schedule/rotation.ts';
import { dayToWall } from '../../../../shared/time/day.ts';
import { useAnswer } from '../../../intents/use-answer.ts';
import type { ScheduleViewName } from '../../../state/event-view.ts';
import { useView } from '../../../state/view-store.ts';
import { lazyPart } from '../../../ui/lazy-part.ts';
import { turnWords } from '../../../words/rotation-words.ts';
import type { MonthRibbon } from '../month/month-view.tsx';
import { words } from '../schedule-words.ts';
import type { Days } from './visible-days.ts';

const RibbonChoice = lazyPart(
  async () => (await import('../month/ribbon-choice.tsx')).RibbonChoice,
);

/** The turns of the chosen rotation over a month, and what chooses it where there is one to choose. */
export function useMonthRibbon(
  view: ScheduleViewName,
  days: Days,
): { readonly ribbon: MonthRibbon | null; readonly tools: ReactNode } {
  const isMonth = view === 'month';
  const { answer: rotations } = useAnswer(isMonth ? { kind: 'rotations' } : null);
  const { answer: templates } = useAnswer(isMonth ? { kind: 'templates' } : null);
  const chosenId = useView(({ ribbonOf }) => ribbonOf);
  return useMemo(() => {
    if (!rotations || rotations.length === 0) return { ribbon: null, tools: null };
    const chosen = rotations.find(({ id }) => id === chosenId);
    const nameOf = (id: string): string =>
      templates?.find((one) => one.id === id)?.name ?? words.templateGone;
    const turns = chosen ? turnWeeks(chosen, days) : [];
    return {
      ribbon: chosen
        ? new Map(
            turns.map((week) => [
              dayToWall(week.firstDay),
              turnWords(week, chosen.anchorDay, nameOf),
            ]),
          )
        : null,
      tools: (
        <Suspense fallback={null}>
          <RibbonChoice
            choices={rotations}
            chosenId={chosen?.id ?? null}
            onChoose={(ribbonOf) => useView.setState({ ribbonOf })}
          />
        </Suspense>
      ),
    };
  }, [rotations, templates, chosenId, days]);
}
