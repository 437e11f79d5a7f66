import type { Rotation, Template } from '../../../shared/model/template.ts';
import { dayAt } from '../../../shared/time/day.ts';
import type { BranchTime } from '../../replica/use-branch.ts';
import { ApplyForm } from './apply-form.tsx';
import { CopyForm } from './copy-form.tsx';
import { EditRotation } from './edit-rotation.tsx';
import { EditTemplate } from './edit-template.tsx';
import type { SavedRotation } from './rotation-form.tsx';
import { RotationRibbon } from './rotation-ribbon.tsx';
import type { SavedTemplate } from './template-form.tsx';
import { words } from './templates-words.ts';

/** What is open above the lists: something being changed or used, or days being copied. */
export type Open =
  | { readonly kind: 'template'; readonly template: SavedTemplate }
  | { readonly kind: 'rotation'; readonly rotation: SavedRotation }
  | { readonly kind: 'apply-template'; readonly template: Template }
  | { readonly kind: 'apply-rotation'; readonly rotation: Rotation }
  | { readonly kind: 'copy' };

/** The form for it. */
export function OpenForm(props: {
  readonly open: Open;
  readonly place: BranchTime;
  readonly templates: readonly Template[];
  readonly onLeave: () => void;
}) {
  const { open, place, templates, onLeave } = props;
  switch (open.kind) {
    case 'copy':
      return <CopyForm {...{ place, onLeave }} />;
    case 'template':
      return <EditTemplate key={open.template.id} template={open.template} onLeave={onLeave} />;
    case 'rotation': {
      const today = dayAt(place.zone, Date.now());
      const weeks = templates.filter(({ lengthDays }) => lengthDays === 7);
      const { rotation } = open;
      return <EditRotation key={rotation.id} {...{ rotation, today, onLeave }} templates={weeks} />;
    }
    case 'apply-template': {
      const { id: templateId, name, branchId } = open.template;
      const source = { kind: 'template', templateId } as const;
      return (
        <ApplyForm
          {...{ place, branchId, source, onLeave }}
          title={words.applyTitle(name)}
          submitLabel={words.doIt}
        />
      );
    }
    case 'apply-rotation':
      return <ApplyRotation {...{ place, templates, onLeave }} rotation={open.rotation} />;
  }
}

function ApplyRotation(props: {
  readonly rotation: Rotation;
  readonly place: BranchTime;
  readonly templates: readonly Template[];
  readonly onLeave: () => void;
}) {
  const { rotation, place, templates, onLeave } = props;
  return (
    <ApplyForm
      {...{ place, onLeave }}
      title={words.applyTitle(rotation.name)}
      branchId={rotation.branchId}
      doctorId={rotation.doctorId}
      source={{ kind: 'rotation', rotationId: rotation.id }}
      submitLabel={words.doIt}
      about={(range) => (
        <RotationRibbon
          {...{ rotation, range }}
          nameOf={(id) => templates.find((one) => one.id === id)?.name ?? words.gone}
        />
      )}
    />
  );
}
