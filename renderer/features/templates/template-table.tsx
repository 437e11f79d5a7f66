import { Button } from '@mantine/core';
import type { Template } from '../../../shared/model/template.ts';
import { SimpleTable } from '../../ui/simple-table.tsx';
import { useSay } from '../../words/use-say.ts';
import { patternLines } from './pattern-words.ts';
import { words } from './templates-words.ts';

/** The templates there are, and what can be done with each. */
export function TemplateTable(props: {
  readonly templates: readonly Template[];
  readonly onEdit: (template: Template) => void;
  readonly onApply: (template: Template) => void;
}) {
  const say = useSay();
  return (
    <SimpleTable
      head={[words.name, words.where, words.looks, '']}
      rows={props.templates.map((template) => ({
        id: template.id,
        cells: [
          <NameCell key="name" template={template} />,
          template.branchId === null ? words.everyBranch : say.branch(template.branchId),
          <PatternView key="looks" template={template} />,
          <div key="buttons" className="template-buttons">
            <Button
              size="compact-sm"
              variant="light"
              aria-label={words.applyNamed(template.name)}
              onClick={() => props.onApply(template)}
            >
              {words.apply}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={words.editNamed(template.name)}
              onClick={() => props.onEdit(template)}
            >
              {words.edit}
            </Button>
          </div>,
        ],
      }))}
    />
  );
}

const NameCell = ({ template }: { readonly template: Template }) => (
  <>
    <b>{template.name}</b>
    <div className="page-hint">
      {words.lengths[template.lengthDays]}, {words.version(template.version).toLowerCase()}
    </div>
  </>
);

const PatternView = ({ template }: { readonly template: Template }) => (
  <ul className="template-lines">
    {patternLines(template).map(({ days, times }) => (
      <li key={`${days} ${times}`}>
        {days === '' ? null : <span>{days}</span>} {times}
      </li>
    ))}
  </ul>
);
