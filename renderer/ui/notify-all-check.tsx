import { TextInput } from '@mantine/core';
import { NotifyCheck } from './notify-check.tsx';

/** Asks whether all whom something hits are told of it, and what is said to them beside the text. */
export function NotifyAllCheck(props: {
  readonly words: { readonly askAll: string; readonly add: string; readonly addHint: string };
  readonly maxLength: number;
  readonly choice: Parameters<typeof NotifyCheck>[0]['choice'] & {
    readonly typed: string;
    readonly type: (sentence: string) => void;
  };
}) {
  const { words, choice } = props;
  return (
    <>
      <NotifyCheck label={words.askAll} choice={choice} />
      {choice.isAsked && choice.isTold ? (
        <TextInput
          label={words.add}
          description={words.addHint}
          maxLength={props.maxLength}
          value={choice.typed}
          onChange={(event) => choice.type(event.currentTarget.value)}
        />
      ) : null}
    </>
  );
}
