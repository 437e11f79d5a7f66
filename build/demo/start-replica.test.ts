import { expect, test } from 'vitest';
import { parseHostArguments } from '../../electron/host/host-options.ts';
import { hostCommand } from './start-replica.ts';

test.each(['a-token', '-a-token', '--cut'])('a host understands the token %s', (controlToken) => {
  const place = { root: '/program', folder: '/demo', controlToken };
  const [, ...args] = hostCommand({ key: 'salt-lake' }, place, { port: 0, isCut: true });
  expect(parseHostArguments(args)).toMatchObject({ controlToken, isCut: true, json: true });
});
