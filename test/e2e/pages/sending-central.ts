import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { type BranchKey, SAMPLE_BRANCHES } from '../../../shared/sample/sample-places.ts';
import { SAMPLE_PASSWORD, SAMPLE_USERS } from '../../../shared/sample/sample-users.ts';
import { type DeskClient, openDeskClient } from '../../support/desk-client.ts';
import { startNode } from '../../support/process.ts';
import { CENTRAL, fileOf } from '../../support/programs.ts';
import { createCalls } from '../../support/real-central.ts';
import { openSmsStandIn, type SmsStandIn } from '../../support/sms-stand-in.ts';

const READY_MS = 90_000;
const [{ login }] = SAMPLE_USERS;

/** Central as a program of its own, with the sample clinic and a gateway for SMS. */
export interface SendingCentral extends AsyncDisposable {
  readonly sms: SmsStandIn;
  /** Keeps it from hearing and saying anything, as a line that is cut does. */
  readonly setStill: (isStill: boolean) => void;
  /** Makes a host that has no book yet a branch of the clinic. */
  readonly join: (hostUrl: string, key: BranchKey) => Promise<DeskClient>;
}

export async function startSendingCentral(): Promise<SendingCentral> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-central-'));
  const sms = await openSmsStandIn();
  const { url, account, token, from, countryCode } = sms.options;
  const central = startNode(
    fileOf(CENTRAL),
    ['--data-folder', folder, '--port', '0', '--sample', '--json'],
    {
      env: {
        ...{ DAYBOOK_SMS_URL: url, DAYBOOK_SMS_ACCOUNT: account, DAYBOOK_SMS_TOKEN: token },
        ...{ DAYBOOK_SMS_FROM: from, DAYBOOK_SMS_COUNTRY_CODE: countryCode },
      },
    },
  );
  const centralUrl = String((await central.nextMessage(READY_MS)).url);
  return {
    sms,
    setStill: (isStill) => void process.kill(central.pid, isStill ? 'SIGSTOP' : 'SIGCONT'),
    join: async (hostUrl, key) => {
      const { id, name } = SAMPLE_BRANCHES[key];
      const code = await createCalls(centralUrl).newCode(
        { login, password: SAMPLE_PASSWORD },
        { name, kind: 'branch', branchId: id },
      );
      const front = await openDeskClient(hostUrl);
      await front.hello();
      expect(await front.setUp({ kind: 'join', centralUrl, code })).toMatchObject({ ok: true });
      return front;
    },
    [Symbol.asyncDispose]: async () => {
      process.kill(central.pid, 'SIGCONT');
      await central[Symbol.asyncDispose]();
      await sms[Symbol.asyncDispose]();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
