import { ActionIcon } from '@mantine/core';
import { IconCalendarTime } from '@tabler/icons-react';
import { toggleEditing, useView } from '../../../state/view-store.ts';
import { words } from '../schedule-words.ts';

/** Takes hold of working time instead of appointments, and lets go of it again. */
export function EditToggle() {
  const isEditing = useView((view) => view.isEditing);
  return (
    <ActionIcon
      variant={isEditing ? 'filled' : 'default'}
      size={30}
      aria-label={words.editTime}
      title={words.editTimeKey}
      aria-pressed={isEditing}
      onClick={toggleEditing}
    >
      <IconCalendarTime size={16} />
    </ActionIcon>
  );
}
