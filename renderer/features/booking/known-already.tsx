import { Button } from '@mantine/core';
import type { PatientDetails } from '../../../shared/model/patient.ts';
import { useLikePatients } from '../../intents/use-like-patients.ts';
import { Notice } from '../../ui/notice.tsx';
import { words } from './booking-words.ts';

const SHOWN_MAX = 3;

/** Who is entered as new may be known: under the same name, telephone or day of birth. */
export function KnownAlready(props: {
  readonly patient: PatientDetails;
  readonly onPick: (patient: PatientDetails) => void;
}) {
  const like = useLikePatients(props.patient);
  if (like.length === 0) return null;
  return (
    <Notice tone="warn" title={words.knownAlready}>
      {like.slice(0, SHOWN_MAX).map((one) => (
        <div key={one.id} className="picked-patient">
          <span>
            {[one.name, one.birthDate, one.phone, one.number].filter(Boolean).join(' · ')}
          </span>
          <Button
            size="compact-xs"
            variant="default"
            flex="none"
            aria-label={words.takeKnown(one.name)}
            onClick={() => props.onPick(one)}
          >
            {words.takeKnownShort}
          </Button>
        </div>
      ))}
    </Notice>
  );
}
