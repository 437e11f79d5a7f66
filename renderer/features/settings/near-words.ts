import type { NearSetRefusal } from '../../../shared/wire/desk/near.ts';

export const words = {
  title: 'Computers of the same network',
  hint: 'A laptop and a branch’s computer that are in one network show each other what they booked when the central server cannot be reached, and one that reaches it hands in what waits on the other. It has to be switched on at both. What they say is encrypted, and only computers that the central server knows are listened to.',
  isOff: 'Switched off: this computer meets nobody.',
  isOn: (port: number) => `Switched on: others find this computer at its address, port ${port}.`,
  port: 'Port of this computer',
  addresses: 'Addresses of other computers',
  addressesHint: (port: number) =>
    `One a line, such as 192.168.1.20:${port}. It is enough if one of two knows the other’s.`,
  noAddress: (most: number) =>
    `Enter at most ${most} addresses, each with its port, such as 192.168.1.20:47811.`,
  on: 'Switch it on',
  change: 'Save',
  turnOff: 'Switch it off',
  saved: 'Saved',
  refused: (kind: NearSetRefusal['kind'] | null): string => {
    if (kind === 'port-taken')
      return 'Another program on this computer uses this port. Choose another one.';
    if (kind === 'not-permitted') return 'Only an administrator or a manager can change this.';
    if (kind === 'standalone') return 'This computer works on its own; nobody vouches for others.';
    return 'The host of this branch could not do this now. Try again in a moment.';
  },
} as const;
