import { Button, Textarea } from '@mantine/core';
import { IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';

interface Props {
  readonly words: {
    readonly add: string;
    readonly label: string;
    readonly hint: string;
    readonly save: string;
    readonly remove: string;
  };
  readonly maxLength: number;
  readonly onSave: (text: string) => Promise<void>;
  /** What it was refused for, in words. */
  readonly refusal: string | null;
}

/** A note that nobody else sees: a button until there is one. `text` is null until it has come. */
export function PrivateNoteField(props: Props & { readonly text: string | null }) {
  const { text, words } = props;
  const [isOpen, setOpen] = useState(false);
  if (text === null) return null;
  if (text === '' && !isOpen) {
    return (
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconEyeOff size={14} />}
        onClick={() => setOpen(true)}
      >
        {words.add}
      </Button>
    );
  }
  return <OpenNote key={text} {...props} text={text} onGone={() => setOpen(false)} />;
}

function OpenNote(props: Props & { readonly text: string; readonly onGone: () => void }) {
  const { words, text, onGone } = props;
  const [typed, setTyped] = useState(text);
  const [isBusy, setBusy] = useState(false);
  const save = (wanted: string): void => {
    setBusy(true);
    void props.onSave(wanted).finally(() => setBusy(false));
  };
  return (
    <div className="private-note">
      <Textarea
        label={words.label}
        description={words.hint}
        maxLength={props.maxLength}
        error={props.refusal}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="private-note-buttons">
        <Button
          size="compact-sm"
          variant="default"
          loading={isBusy}
          disabled={typed.trim() === text || typed.trim() === ''}
          onClick={() => save(typed)}
        >
          {words.save}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="red"
          disabled={isBusy}
          onClick={() => {
            onGone();
            if (text !== '') save('');
          }}
        >
          {words.remove}
        </Button>
      </div>
    </div>
  );
}
