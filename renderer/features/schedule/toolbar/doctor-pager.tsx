import { ActionIcon } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { words } from '../schedule-words.ts';

export const DOCTORS_PER_PAGE = 10;

export function doctorPages(count: number): number {
  return Math.max(1, Math.ceil(count / DOCTORS_PER_PAGE));
}

/** Turns the page of doctors; nothing when all fit. */
export function DoctorPager(props: {
  readonly page: number;
  readonly count: number;
  readonly onPage: (page: number) => void;
}) {
  const { page, count } = props;
  if (count <= DOCTORS_PER_PAGE) return null;
  const from = page * DOCTORS_PER_PAGE;
  return (
    <div className="doctor-pager">
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words.earlierDoctors}
        disabled={page === 0}
        onClick={() => props.onPage(page - 1)}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <span aria-live="polite">
        {words.doctorPage(from + 1, Math.min(count, from + DOCTORS_PER_PAGE), count)}
      </span>
      <ActionIcon
        variant="default"
        size={30}
        aria-label={words.laterDoctors}
        disabled={page >= doctorPages(count) - 1}
        onClick={() => props.onPage(page + 1)}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}
