import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCloudCheck, IconCloudOff, IconRefresh } from '@tabler/icons-react';

export type SyncState = 'synced' | 'syncing' | 'offline' | 'trouble';

/** Says what happens to the work: "Offline · 3 to sync", "Syncing…", "Synced 11:20". */
export function SyncPill(props: {
  readonly state: SyncState;
  readonly label: string;
  readonly explanation: string;
  readonly onOpen: () => void;
}) {
  return (
    <Tooltip label={props.explanation} multiline maw={280}>
      <UnstyledButton className="sync-pill" data-state={props.state} onClick={props.onOpen}>
        <SyncIcon state={props.state} />
        <span>{props.label}</span>
      </UnstyledButton>
    </Tooltip>
  );
}

function SyncIcon(props: { readonly state: SyncState }) {
  switch (props.state) {
    case 'synced':
      return <IconCloudCheck size={15} aria-hidden="true" />;
    case 'syncing':
      return <IconRefresh size={15} aria-hidden="true" />;
    case 'offline':
      return <IconCloudOff size={15} aria-hidden="true" />;
    case 'trouble':
      return <IconAlertTriangle size={15} aria-hidden="true" />;
  }
}
