import './booking.css';
import { Button, Checkbox, Select, Textarea } from '@mantine/core';
import { Suspense, useState } from 'react';
import { serviceMinutes } from '../../../shared/domain/slots/service-minutes.ts';
import type { Offer } from '../../../shared/model/conflict.ts';
import type { Refusal } from '../../../shared/model/refusal.ts';
import { type BranchTime, useBranch } from '../../replica/use-branch.ts';
import { useIsBooking } from '../../state/under-way-store.ts';
import { closePanel, type Draft, openDraft, openWish, useView } from '../../state/view-store.ts';
import { lazyPart } from '../../ui/lazy-part.ts';
import { Notice } from '../../ui/notice.tsx';
import { NotifyCheck } from '../../ui/notify-check.tsx';
import { SidePanel } from '../../ui/side-panel.tsx';
import { messageWords } from '../../words/message-words.ts';
import { refusalWords } from '../../words/refusal-words.ts';
import { useSay } from '../../words/use-say.ts';
import { words } from './booking-words.ts';
import { HoldNotice } from './hold-notice.tsx';
import { OfferChips } from './offer-chips.tsx';
import { OverbookPart } from './overbook-part.tsx';
import { PatientFields } from './patient-fields.tsx';
import { QuotaNotice } from './quota-notice.tsx';
import { RuleNotice } from './rule-notice.tsx';
import { SlotPart } from './slot-part.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { TimeFields } from './time-fields.tsx';
import { type Booking, useBooking } from './use-booking.ts';
import { useHeldDay } from './use-held-day.ts';
import { type SuggestionsWish, useSuggestions } from './use-suggestions.ts';

/** Its code could not be fetched; one visit can be booked all the same. */
const NotHere = () => (
  <Notice tone="warn" title={words.notHere}>
    {words.notHereHint}
  </Notice>
);

const RepeatPart = lazyPart(
  async () => (await import('./courses/repeat-part.tsx')).RepeatPart,
  NotHere,
);

const WhomPart = lazyPart(async () => (await import('./whom-part.tsx')).WhomPart);

const PlanPart = lazyPart(async () => (await import('./courses/plan-part.tsx')).PlanPart, NotHere);

/** Books an appointment: who, what for, with whom, when. */
export function BookingPanel() {
  const place = useBranch();
  const draft = useView((view) => view.draft);
  if (!place || !draft) return null;
  const whose = `${place.branch.id} ${draft.patient?.id ?? ''}`;
  return <OpenBooking key={whose} place={place} draft={draft} />;
}

function OpenBooking({ place, draft }: { readonly place: BranchTime; readonly draft: Draft }) {
  const say = useSay();
  const booking = useBooking(place, draft);
  const { time, service } = booking;
  useHeldDay(place, booking);
  const [together, setTogether] = useState<Together>(null);
  const [openedMs] = useState(() => Date.now());
  const suggested = useSuggestions(
    time === null && service ? wishOf(booking, place, draft, openedMs) : null,
  );
  const choose = (offer: Offer): void => {
    booking.setRefusal(null);
    openDraft({ ...draft, doctorId: offer.doctorId, startMs: offer.startMs });
  };
  return (
    <SidePanel
      title={words.newBooking}
      subtitle={
        time
          ? `${say.span(time.startMs, time.endMs)} · ${say.doctor(time.doctorId)}`
          : words.chooseTime
      }
      closeLabel={words.close}
      onClose={closePanel}
      foot={together !== null ? null : <BookButton booking={booking} />}
    >
      <div className="booking-form">
        <HoldNotice hold={booking.hold} panelId={booking.panelId} />
        <BookingRefusal booking={booking} onChoose={choose} />
        <TimeFields
          place={place}
          draft={draft}
          onChange={(changed) => {
            booking.setRefusal(null);
            openDraft(changed);
          }}
        />
        <Suspense>
          <WhomPart booking={booking} draft={draft} />
        </Suspense>
        <ServiceSelect booking={booking} doctorId={draft.doctorId} />
        <PatientFields booking={booking} />
        {time === null && service ? (
          <SuggestionList suggested={suggested} onChoose={choose} />
        ) : null}
        {time === null && booking.patient && service ? (
          <Button
            variant="default"
            onClick={() =>
              openWish({
                ...{ wishId: null, patient: booking.patient, isNew: booking.isNew },
                ...{ serviceId: service.id, doctorId: draft.doctorId, appointmentId: null },
              })
            }
          >
            {words.waitlist}
          </Button>
        ) : null}
        <VisitFields booking={booking} />
        <SlotPart branchId={place.branch.id} draft={draft} />
        <NotifyCheck label={messageWords.ask} choice={booking.telling} />
        <BookTogether {...{ booking, place, draft, together }} onChoose={setTogether} />
      </div>
    </SidePanel>
  );
}

function BookButton({ booking }: { readonly booking: Booking }) {
  const { panelId, isComplete, book } = booking;
  return (
    <Button
      flex={1}
      loading={useIsBooking(panelId)}
      disabled={!isComplete}
      onClick={() => void book()}
    >
      {words.book}
    </Button>
  );
}

/** What is known so far of who comes and what for. */
function wishOf(
  { service, patient, isNew, emergency }: Booking,
  place: BranchTime,
  draft: Draft,
  fromMs: number,
): SuggestionsWish | null {
  if (!service) return null;
  const newPatient = isNew && patient ? { birthDate: patient.birthDate, sex: patient.sex } : null;
  return {
    ...{ branchId: place.branch.id, doctorId: draft.doctorId, serviceId: service.id, fromMs },
    ...{ patientId: isNew ? null : (patient?.id ?? null), newPatient, appointmentId: null },
    urgent: emergency,
  };
}

function VisitFields({ booking }: { readonly booking: Booking }) {
  return (
    <>
      <Checkbox
        label={words.emergency}
        checked={booking.emergency}
        onChange={(event) => booking.setEmergency(event.currentTarget.checked)}
      />
      <Textarea
        label={words.note}
        value={booking.note}
        onChange={(event) => booking.setNote(event.currentTarget.value)}
      />
    </>
  );
}

function ServiceSelect(props: { readonly booking: Booking; readonly doctorId: string | null }) {
  const { booking, doctorId } = props;
  return (
    <Select
      label={words.service}
      value={booking.service?.id ?? null}
      allowDeselect={false}
      data={booking.services.map((one) => ({
        value: one.id,
        label: `${one.name} · ${words.duration(serviceMinutes(one, doctorId) ?? one.durationMin)}`,
      }))}
      onChange={booking.setServiceId}
    />
  );
}

/** Why it was not booked, with the way past it where there is one. */
function BookingRefusal(props: {
  readonly booking: Booking;
  readonly onChoose: (offer: Offer) => void;
}) {
  const { refusal, book } = props.booking;
  if (refusal === null) return null;
  if (refusal.kind === 'against-rules') {
    return (
      <>
        <RuleNotice breaches={refusal.breaches} onAccept={(accepts) => void book({ accepts })} />
        <OfferChips
          label={words.otherTimes}
          offers={refusal.offers ?? []}
          onChoose={props.onChoose}
        />
      </>
    );
  }
  if (refusal.kind === 'over-quota') {
    return (
      <QuotaNotice
        refusal={refusal}
        onAccept={(overQuotaReason) => void book({ overQuotaReason })}
      />
    );
  }
  return (
    <>
      <RefusalNotice refusal={refusal} onChoose={props.onChoose} />
      {props.booking.isComplete ? (
        <OverbookPart
          refusal={refusal}
          onAccept={(overbookReason) => void book({ overbookReason })}
        />
      ) : null}
    </>
  );
}

/** The same visit again and again, several on one day, or neither. */
type Together = 'repeat' | 'plan' | null;

function BookTogether(props: {
  readonly booking: Booking;
  readonly place: BranchTime;
  readonly draft: Draft;
  readonly together: Together;
  readonly onChoose: (together: Together) => void;
}) {
  const { booking, place, draft, together, onChoose } = props;
  if (booking.service === undefined) return null;
  if (together === null) {
    return (
      <div className="form-actions">
        {booking.time === null ? null : (
          <Button variant="subtle" size="compact-sm" onClick={() => onChoose('repeat')}>
            {words.repeat}
          </Button>
        )}
        <Button variant="subtle" size="compact-sm" onClick={() => onChoose('plan')}>
          {words.plan}
        </Button>
      </div>
    );
  }
  return (
    <>
      <Button variant="subtle" size="compact-sm" onClick={() => onChoose(null)}>
        {words.single}
      </Button>
      <Suspense>
        {together === 'repeat' ? (
          <RepeatPart booking={booking} place={place} />
        ) : (
          <PlanPart booking={booking} place={place} draft={draft} />
        )}
      </Suspense>
    </>
  );
}

function RefusalNotice(props: {
  readonly refusal: Refusal;
  readonly onChoose: (offer: Offer) => void;
}) {
  const say = useSay();
  const offers = 'offers' in props.refusal ? props.refusal.offers : [];
  return (
    <>
      <Notice tone="warn" title={refusalWords(props.refusal, say)} />
      <OfferChips label={words.otherTimes} offers={offers} onChoose={props.onChoose} />
    </>
  );
}
