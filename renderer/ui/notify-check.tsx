import { Checkbox } from '@mantine/core';

/** Asks, before something is done, whether who it is about is told. Nothing where that is not asked. */
export function NotifyCheck(props: {
  readonly label: string;
  readonly choice: {
    readonly isAsked: boolean;
    readonly isTold: boolean;
    readonly choose: (isTold: boolean) => void;
  };
}) {
  const { isAsked, isTold, choose } = props.choice;
  if (!isAsked) return null;
  return (
    <Checkbox
      label={props.label}
      checked={isTold}
      onChange={(event) => choose(event.currentTarget.checked)}
    />
  );
}
