import { Button, Checkbox, Popover } from '@mantine/core';
import { IconStethoscope } from '@tabler/icons-react';
import type { DoctorColumn } from '../../../state/event-view.ts';
import { words } from '../schedule-words.ts';
import { WEEK_DOCTORS_MAX } from '../week-view.tsx';

/** Chooses whose week is shown. */
export function WeekDoctors(props: {
  readonly doctors: readonly DoctorColumn[];
  readonly chosen: readonly string[];
  readonly onChoose: (doctorIds: readonly string[]) => void;
}) {
  const { doctors, chosen } = props;
  const full = chosen.length >= WEEK_DOCTORS_MAX;
  return (
    <Popover position="bottom-end" width={260} trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="compact-sm"
          h={30}
          px={10}
          leftSection={<IconStethoscope size={15} />}
        >
          {words.doctorsShown(chosen.length, doctors.length)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="week-choice">
          {doctors.map((doctor) => {
            const checked = chosen.includes(doctor.id);
            return (
              <Checkbox
                key={doctor.id}
                label={doctor.name}
                checked={checked}
                disabled={checked ? chosen.length === 1 : full}
                onChange={() => props.onChoose(toggled(chosen, doctor.id))}
              />
            );
          })}
          <p>{words.weekDoctorsMax(WEEK_DOCTORS_MAX)}</p>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function toggled(chosen: readonly string[], id: string): readonly string[] {
  return chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
}
