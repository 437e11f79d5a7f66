import { ActionIcon, Tooltip } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import type { Figure } from '../../../shared/domain/reports/report-figures.ts';
import { words } from './reports-words.ts';

/** What a figure is called; what it means is told to whoever points at it or comes to it by key. */
export function FigureName({ figure }: { readonly figure: Figure }) {
  return (
    <span className="figure-name">
      {figure.name}
      <Tooltip
        multiline
        maw={320}
        label={figure.definition}
        events={{ hover: true, focus: true, touch: true }}
      >
        <ActionIcon
          variant="transparent"
          color="gray"
          size={24}
          className="no-print"
          aria-label={words.means(figure.name)}
        >
          <IconInfoCircle size={14} aria-hidden="true" />
        </ActionIcon>
      </Tooltip>
    </span>
  );
}
