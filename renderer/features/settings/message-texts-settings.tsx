import './message-texts.css';
import { Button, Select, Textarea } from '@mantine/core';
import { useState } from 'react';
import { SegmentedMessage } from 'sms-segments-calculator';
import { TEXTS } from '../../../shared/domain/notify/default-texts.ts';
import {
  findUnknownPlaceholders,
  placeholdersOf,
} from '../../../shared/domain/notify/find-unknown-placeholders.ts';
import { writeMessage } from '../../../shared/domain/notify/write-message.ts';
import {
  LANGUAGES,
  MESSAGE_TEXT_MAX,
  SEVERAL_KINDS,
  TEXT_KINDS,
  VISITS_NAMED,
} from '../../../shared/model/choices.ts';
import type { MessageText } from '../../../shared/model/message-text.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { Notice } from '../../ui/notice.tsx';
import { languageNames } from '../../words/language-names.ts';
import { messageWords } from '../../words/message-words.ts';
import { FormFrame } from './form-frame.tsx';
import { messageTextWords as words } from './message-text-words.ts';
import { useSave } from './use-save.ts';

const DAY_MS = 86_400_000;

const kindNames: Readonly<Record<Kind, string>> = { ...messageWords.kinds, ...words.severalKinds };

type Kind = MessageText['kind'];
type Language = MessageText['language'];

/** What patients are told, of each kind and in each language, in the clinic's own words. */
export function MessageTextsSettings() {
  const texts = [...useRows('messageTexts').values()];
  const [kind, setKind] = useState<Kind>('booked');
  const [language, setLanguage] = useState<Language>('en');
  const ownIn = (one: Language): string | null =>
    texts.find((text) => text.kind === kind && text.language === one)?.text ?? null;
  const own = ownIn(language);
  const standardIn = LANGUAGES.filter((one) => ownIn(one) === null);
  const isMixed = standardIn.length > 0 && standardIn.length < LANGUAGES.length;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="page-hint">{words.hint}</p>
      <div className="form-grid">
        <Select
          label={words.kind}
          allowDeselect={false}
          value={kind}
          data={TEXT_KINDS.map((one) => ({ value: one, label: kindNames[one] }))}
          onChange={(chosen) => setKind((chosen as Kind | null) ?? kind)}
        />
        <Select
          label={words.language}
          allowDeselect={false}
          value={language}
          data={LANGUAGES.map((one) => ({ value: one, label: languageNames[one] }))}
          onChange={(chosen) => setLanguage((chosen as Language | null) ?? language)}
        />
      </div>
      <TextForm key={`${kind} ${language} ${own}`} {...{ kind, language, own }} />
      {isMixed ? (
        <Notice
          tone="neutral"
          title={words.standardIn(standardIn.map((one) => languageNames[one]))}
        />
      ) : null}
    </>
  );
}

function TextForm(props: {
  readonly kind: Kind;
  readonly language: Language;
  /** null while the standard text holds. */
  readonly own: string | null;
}) {
  const { kind, language, own } = props;
  const { save, refusal, forget, isBusy } = useSave();
  const standard = TEXTS[language][kind];
  const [text, setText] = useState(own ?? standard);
  const type = (typed: string): void => {
    setText(typed);
    // What was refused is not there any more.
    forget();
  };
  const unknown = findUnknownPlaceholders(kind, text);
  const submit = (): void => {
    const typed = text.trim();
    void save('save-message-text', { kind, language, text: typed === standard ? null : typed });
  };
  return (
    <FormFrame
      {...{ refusal, isBusy }}
      submitLabel={words.save}
      onSubmit={submit}
      moreFields={
        <div className="message-text">
          <Textarea
            label={words.text}
            description={words.placeholders(placeholdersOf(kind))}
            error={unknown.length > 0 ? words.unknown(unknown) : null}
            required
            maxLength={MESSAGE_TEXT_MAX}
            value={text}
            onChange={(event) => type(event.currentTarget.value)}
          />
          <Preview {...{ kind, language, text }} />
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={text === standard}
            onClick={() => type(standard)}
          >
            {words.standard}
          </Button>
        </div>
      }
    >
      {null}
    </FormFrame>
  );
}

/** Of several visits one more than are named is shown, so that it is seen how that reads. */
const also = (kind: Kind): readonly number[] =>
  (SEVERAL_KINDS as readonly string[]).includes(kind)
    ? Array.from({ length: VISITS_NAMED }, (_, i) => i + 1)
    : [];

/** How it reads for somebody, and how many messages an SMS of it is. */
function Preview({ kind, language, text }: Omit<MessageText, 'id' | 'text'> & { text: string }) {
  const place = useBranch();
  const [startMs] = useState(() => Date.now() + DAY_MS);
  const { patient, doctor, otherDoctor, service, clinic } = words.sample;
  const branch = place?.branch.name ?? '';
  const timeZone = place?.branch.timeZone ?? 'UTC';
  const written = writeMessage(
    kind,
    'sms',
    {
      ...{ patient, doctor, service, clinic, branch, language, startMs },
      timeZone,
      deadlineMs: startMs - DAY_MS / 2,
      also: also(kind).map((n) => ({ startMs: startMs + n * 7 * DAY_MS, doctor, branch })),
      offers: [{ startMs: startMs + DAY_MS, doctor: otherDoctor, branch, timeZone }],
    },
    { text, extra: null },
  );
  const { segmentsCount, encodingName, numberOfCharacters } = new SegmentedMessage(written.text);
  return (
    <figure className="message-preview" aria-label={words.preview}>
      <blockquote lang={language}>{written.text}</blockquote>
      <figcaption className="page-hint">
        {words.length(segmentsCount, encodingName, numberOfCharacters)}
      </figcaption>
    </figure>
  );
}
