import { NumberInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import {
  ASK_WAYS,
  LANGUAGES,
  NEW_CONTACT,
  OFFER_MINUTES,
  OFFER_MINUTES_MAX,
  OFFER_NOTICE_MAX_MIN,
  OFFER_NOTICE_MIN,
  REMINDER_HOURS_MAX,
} from '../../../shared/model/choices.ts';
import type { Messaging } from '../../../shared/model/messaging.ts';
import { formatClockTime, minuteOfField } from '../../../shared/time/clock-time.ts';
import { useRows } from '../../replica/rows-store.ts';
import { useBranch } from '../../replica/use-branch.ts';
import { languageNames } from '../../words/language-names.ts';
import { FormFrame } from './form-frame.tsx';
import { messagingWords as words } from './messaging-words.ts';
import { useSave } from './use-save.ts';

type Asks = Messaging['asks'];
const KINDS = [
  'booked',
  'moved',
  'cancelled',
  'displaced',
  'offer',
] as const satisfies (keyof Asks)[];
const NOTHING: Asks = { booked: 'off', moved: 'off', cancelled: 'off', displaced: 'off' };

/** Of what the patients of a branch are told, and what is asked at the desk. */
export function MessagingSettings() {
  const branches = [...useRows('branches').values()];
  const all = [...useRows('messagings').values()];
  const [chosen, setChosen] = useState<string | null>(null);
  const here = useBranch()?.branch.id;
  const branchId = chosen ?? here ?? null;
  const messaging = all.find((one) => one.branchId === branchId) ?? null;
  return (
    <>
      <h2>{words.title}</h2>
      <p className="page-hint">{words.hint}</p>
      <Select
        label={words.branch}
        maw={320}
        allowDeselect={false}
        value={branchId}
        data={branches.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
      />
      {branchId === null ? null : (
        <MessagingForm key={`${branchId} ${messaging?.id}`} {...{ branchId, messaging }} />
      )}
    </>
  );
}

function MessagingForm(props: { readonly branchId: string; readonly messaging: Messaging | null }) {
  const { branchId, messaging } = props;
  const { save, refusal, isBusy } = useSave();
  const [asks, setAsks] = useState<Asks>(messaging?.asks ?? NOTHING);
  const [quietFrom, setQuietFrom] = useState(clockOf(messaging?.quietFromMin));
  const [quietUntil, setQuietUntil] = useState(clockOf(messaging?.quietUntilMin));
  const [hours, setHours] = useState<number | ''>(messaging?.reminderHours ?? '');
  const [language, setLanguage] = useState(messaging?.language ?? NEW_CONTACT.language);
  const [noticeMin, setNoticeMin] = useState(messaging?.offerNoticeMin ?? OFFER_NOTICE_MIN);
  const [offerMin, setOfferMin] = useState(messaging?.offerMinutes ?? OFFER_MINUTES);
  const submit = (): void => {
    const isQuiet = quietFrom !== '' && quietUntil !== '';
    void save('save-messaging', {
      ...{ branchId, asks, reminderHours: hours === '' ? null : hours },
      ...{ offerNoticeMin: noticeMin, offerMinutes: offerMin, language },
      quietFromMin: isQuiet ? minuteOfField(quietFrom) : null,
      quietUntilMin: isQuiet ? minuteOfField(quietUntil) : null,
    });
  };
  return (
    <FormFrame refusal={refusal} isBusy={isBusy} submitLabel={words.save} onSubmit={submit}>
      <AskFields asks={asks} onChange={setAsks} />
      <TextInput
        label={words.quietFrom}
        type="time"
        value={quietFrom}
        onChange={(event) => setQuietFrom(event.currentTarget.value)}
      />
      <TextInput
        label={words.quietUntil}
        type="time"
        value={quietUntil}
        onChange={(event) => setQuietUntil(event.currentTarget.value)}
      />
      <NumberInput
        label={words.reminderHours}
        placeholder={words.noReminder}
        min={1}
        max={REMINDER_HOURS_MAX}
        value={hours}
        onChange={(value) => setHours(value === '' ? '' : Number(value))}
      />
      <Select
        label={words.language}
        allowDeselect={false}
        value={language}
        data={LANGUAGES.map((one) => ({ value: one, label: languageNames[one] }))}
        onChange={(chosen) => setLanguage(chosen ?? language)}
      />
      <NumberInput
        label={words.offerNotice}
        min={0}
        max={OFFER_NOTICE_MAX_MIN}
        value={noticeMin}
        onChange={(value) => setNoticeMin(Number(value) || 0)}
      />
      <NumberInput
        label={words.offerMinutes}
        min={5}
        max={OFFER_MINUTES_MAX}
        value={offerMin}
        onChange={(value) => setOfferMin(Number(value) || OFFER_MINUTES)}
      />
    </FormFrame>
  );
}

/** Of what patients are told, and what is ticked. */
function AskFields(props: { readonly asks: Asks; readonly onChange: (asks: Asks) => void }) {
  const { asks, onChange } = props;
  return KINDS.map((kind) => (
    <Select
      key={kind}
      label={words.kinds[kind]}
      allowDeselect={false}
      value={asks[kind] ?? 'off'}
      data={ASK_WAYS.map((way) => ({ value: way, label: words.ways[way] }))}
      onChange={(way) => onChange({ ...asks, [kind]: way ?? 'off' })}
    />
  ));
}

/** An empty field is no time. */
const clockOf = (minute: number | null | undefined): string =>
  minute === null || minute === undefined ? '' : formatClockTime(minute);
