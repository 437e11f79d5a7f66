import { Button, NumberInput, Select } from '@mantine/core';
import { serviceMinutes } from '../../../../shared/domain/slots/service-minutes.ts';
import {
  COURSE_VISITS_MIN,
  PLAN_GAP_MAX_MIN,
  PLAN_PARTS_MAX,
} from '../../../../shared/model/choices.ts';
import type { PlanWish } from '../../../../shared/model/course.ts';
import { useRows } from '../../../replica/rows-store.ts';
import { words } from './course-words.ts';

export type Part = PlanWish['parts'][number];

/** Up to an hour's wait, as long as nobody says otherwise. */
const USUAL_GAP = { minGapMin: 0, maxGapMin: 60 };

export const newPart = (serviceId: string, doctorId: string | null): Part => ({
  ...{ serviceId, doctorId, ...USUAL_GAP },
});

/** Which services one after the other, with whom, and with how long between them. */
export function PlanFields(props: {
  readonly branchId: string;
  readonly parts: readonly Part[];
  readonly onChange: (parts: readonly Part[]) => void;
}) {
  const { parts, onChange } = props;
  const last = parts.at(-1);
  return (
    <>
      <ol className="plan-parts">
        {parts.map((part, no) => (
          // A part is nothing but its place among the others.
          // biome-ignore lint/suspicious/noArrayIndexKey: it is told by its place.
          <li key={no}>
            <PartFields
              {...{ part, no, branchId: props.branchId }}
              onChange={(changed) => onChange(parts.with(no, changed))}
            />
            {parts.length > COURSE_VISITS_MIN ? (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={words.removePart(no + 1)}
                onClick={() => onChange(parts.toSpliced(no, 1))}
              >
                {words.remove}
              </Button>
            ) : null}
          </li>
        ))}
      </ol>
      {last && parts.length < PLAN_PARTS_MAX ? (
        <Button
          variant="default"
          size="compact-sm"
          onClick={() => onChange([...parts, newPart(last.serviceId, null)])}
        >
          {words.addPart}
        </Button>
      ) : null}
    </>
  );
}

const ANY = '';

function PartFields(props: {
  readonly branchId: string;
  readonly part: Part;
  readonly no: number;
  readonly onChange: (part: Part) => void;
}) {
  const { part, no, onChange } = props;
  const services = [...useRows('services').values()].filter((one) => one.active);
  const doctors = useRows('doctors');
  const service = services.find(({ id }) => id === part.serviceId);
  const here = [...useRows('doctorBranches').values()].filter(
    ({ branchId, doctorId, deleted }) =>
      branchId === props.branchId &&
      !deleted &&
      (service === undefined || serviceMinutes(service, doctorId) !== null),
  );
  return (
    <>
      <div className="two-fields">
        <Select
          label={words.partService(no + 1)}
          allowDeselect={false}
          value={part.serviceId}
          data={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(serviceId) =>
            onChange({ ...part, serviceId: serviceId ?? '', doctorId: null })
          }
        />
        <Select
          label={words.partDoctor(no + 1)}
          allowDeselect={false}
          value={part.doctorId ?? ANY}
          data={[
            { value: ANY, label: words.anyone },
            ...here.map(({ doctorId }) => ({
              value: doctorId,
              label: doctors.get(doctorId)?.name ?? '',
            })),
          ]}
          onChange={(doctorId) => onChange({ ...part, doctorId: doctorId || null })}
        />
      </div>
      {no === 0 ? null : <GapFields {...{ part, no, onChange }} />}
    </>
  );
}

/** One follows the other: what is said of one bound moves the other where it has to. */
function GapFields(props: {
  readonly part: Part;
  readonly no: number;
  readonly onChange: (part: Part) => void;
}) {
  const { part, no, onChange } = props;
  const { minGapMin, maxGapMin } = part;
  const field = { min: 0, max: PLAN_GAP_MAX_MIN, allowDecimal: false } as const;
  return (
    <div className="two-fields">
      <NumberInput
        {...field}
        clampBehavior="strict"
        label={words.minGap(no)}
        value={minGapMin}
        onChange={(to) => {
          if (typeof to !== 'number') return;
          onChange({ ...part, minGapMin: to, maxGapMin: Math.max(maxGapMin, to) });
        }}
      />
      <NumberInput
        {...field}
        clampBehavior="strict"
        label={words.maxGap(no)}
        value={maxGapMin}
        onChange={(to) => {
          if (typeof to !== 'number') return;
          onChange({ ...part, maxGapMin: to, minGapMin: Math.min(minGapMin, to) });
        }}
      />
    </div>
  );
}
