import { Button } from '@mantine/core';
import { useState } from 'react';
import { words } from './templates-words.ts';

/** The last line of a form for something that can be removed, which is asked about once more. */
export function FormActions(props: {
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly canSave: boolean;
  readonly onRemove: () => void;
  readonly onLeave: () => void;
}) {
  const [isRemoving, setRemoving] = useState(false);
  if (isRemoving) {
    return (
      <div className="page-actions">
        <Button color="red" loading={props.isBusy} onClick={props.onRemove}>
          {words.really}
        </Button>
        <Button variant="default" onClick={() => setRemoving(false)}>
          {words.keep}
        </Button>
      </div>
    );
  }
  return (
    <div className="page-actions">
      <Button type="submit" loading={props.isBusy} disabled={!props.canSave}>
        {words.save}
      </Button>
      <Button variant="default" onClick={props.onLeave}>
        {words.leave}
      </Button>
      <span className="grow" />
      {props.isNew ? null : (
        <Button variant="subtle" color="red" onClick={() => setRemoving(true)}>
          {words.remove}
        </Button>
      )}
    </div>
  );
}
