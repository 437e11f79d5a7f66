import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { Notice } from '../../ui/notice.tsx';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './settings-words.ts';

/** A row of fields with its button; what was refused stands below. */
export function FormFrame(props: {
  readonly refusal: Refusal | null;
  readonly isBusy: boolean;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
  /** Stand in a row of their own. */
  readonly moreFields?: ReactNode;
  readonly moreActions?: ReactNode;
  readonly submitLabel?: string;
  /** The record that is being changed has a way back to making one more. */
  readonly editing?: { readonly id: string | null; readonly reset: () => void };
}) {
  const say = useSay();
  const isEditing = (props.editing?.id ?? null) !== null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <div className="form-grid">
        {props.children}
        {props.moreFields}
        <div className="form-buttons">
          <Button type="submit" variant="default" loading={props.isBusy}>
            {isEditing ? words.saveChange : (props.submitLabel ?? words.add)}
          </Button>
          {isEditing ? (
            <Button variant="subtle" onClick={props.editing?.reset}>
              {words.leave}
            </Button>
          ) : null}
        </div>
      </div>
      {props.refusal ? (
        <Notice tone="warn" title={refusalWords(props.refusal, say)} action={props.moreActions} />
      ) : null}
    </form>
  );
}
