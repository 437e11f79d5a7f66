import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconMapPin } from '@tabler/icons-react';

interface BranchChoice {
  readonly id: string;
  readonly name: string;
}

/** Which branch this is and in whose time it thinks; a menu only where there is a choice. */
export function BranchBadge(props: {
  readonly name: string;
  /** E.g. "Asia/Kolkata · IST". */
  readonly zone: string;
  readonly choices: readonly BranchChoice[];
  readonly onChoose: (branchId: string) => void;
}) {
  if (props.choices.length < 2)
    return (
      <div className="branch">
        <BranchName {...props} />
      </div>
    );
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <UnstyledButton className="branch">
          <BranchName {...props} />
          <IconChevronDown size={15} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {props.choices.map((branch) => (
          <Menu.Item key={branch.id} onClick={() => props.onChoose(branch.id)}>
            {branch.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function BranchName(props: { readonly name: string; readonly zone: string }) {
  return (
    <>
      <span className="branch-pin" aria-hidden="true">
        <IconMapPin size={15} />
      </span>
      <span className="branch-name">
        <b>{props.name}</b>
        <span>{props.zone}</span>
      </span>
    </>
  );
}
