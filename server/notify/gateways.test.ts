import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSmsStandIn, type SmsStandIn } from '../../test/support/sms-stand-in.ts';
import { openSmtpStandIn, type SmtpStandIn } from '../../test/support/smtp-stand-in.ts';
import { parseNotifyOptions } from './notify-options.ts';
import { openEmailGateway } from './open-email-gateway.ts';
import { openSmsGateway } from './open-sms-gateway.ts';
import { retryAfterMs } from './retry-after.ts';

const message = {
  ...{ organisationId: 'o', id: 'n', key: '00000000-0000-7000-8000-000000000001' },
  ...{ subject: 'Your appointment', text: 'You are booked with Dr. Das: ৯:০০.', startedMs: 0 },
  doubtMs: null,
};

describe('an SMS gateway', () => {
  let gateway: SmsStandIn;
  beforeEach(async () => {
    gateway = await openSmsStandIn();
  });
  afterEach(() => gateway[Symbol.asyncDispose]());
  const sms = { ...message, channel: 'sms' as const, to: '98300 11842' };
  const open = (callMs = 5000) => openSmsGateway(gateway.options, { callMs });

  test('takes a message with its key, and the number as it is dialled from anywhere [NO4]', async () => {
    expect(await open().send(sms)).toEqual({ kind: 'sent' });
    expect(gateway.taken).toMatchObject([
      { to: '+919830011842', body: sms.text, key: message.key },
    ]);
  });

  test('that has too much to do, or is out of order, is asked again when it says [NO6]', async () => {
    gateway.plan('too-many', 'broken');
    const reason = '429 Too many requests';
    expect(await open().send(sms)).toEqual({ kind: 'not-now', reason, afterMs: 120_000 });
    expect(await open().send(sms)).toEqual({ kind: 'not-now', reason: '503', afterMs: null });
    expect(gateway.taken).toEqual([]);
  });

  test('that is slow is waited for, and one that fails inside is asked again [NO5] [NO6]', async () => {
    gateway.plan('take-slowly', 'error');
    expect(await open().send(sms)).toEqual({ kind: 'sent' });
    expect(gateway.taken).toHaveLength(1);
    const reason = '500 Internal error';
    expect(await open().send(sms)).toEqual({ kind: 'not-now', reason, afterMs: null });
    expect(gateway.taken).toHaveLength(1);
  });

  test('that will not have it says why [NO6]', async () => {
    gateway.plan('refuse');
    const reason = "400 The 'To' number is not valid.";
    expect(await open().send(sms)).toEqual({ kind: 'refused', reason });
  });

  test('that says nothing may have taken it, and is asked [NO5]', async () => {
    gateway.plan('take-and-drop');
    expect(await open().send(sms)).toMatchObject({ kind: 'doubt' });
    expect(await open().find(sms, Date.now())).toBe('yes');
    expect(await open().find({ ...sms, text: 'Another' }, Date.now())).toBe('no');
    expect(await open().find(sms, Date.now() + 3_600_000)).toBe('no');
    gateway.lists = false;
    expect(await open().find(sms, Date.now())).toBe('cannot-say');
    gateway.plan('take-and-hang');
    expect(await open(50).send(sms)).toEqual({ kind: 'doubt', reason: 'no-answer' });
  });

  test('that is not there has taken nothing [NO6]', async () => {
    const { options } = gateway;
    await gateway[Symbol.asyncDispose]();
    const nobody = openSmsGateway(options, { callMs: 5000 });
    expect(await nobody.send(sms)).toEqual({
      ...{ kind: 'not-now', reason: 'ECONNREFUSED', afterMs: null },
    });
    gateway = await openSmsStandIn();
  });
});

describe('a server for e-mail', () => {
  let server: SmtpStandIn;
  beforeEach(async () => {
    server = await openSmtpStandIn();
  });
  afterEach(() => server[Symbol.asyncDispose]());
  const email = { ...message, channel: 'email' as const, to: 'meera@example.org' };
  const send = () => openEmailGateway(server.options, { callMs: 5000 }).send(email);

  test('takes a message under its key [NO4]', async () => {
    expect(await send()).toEqual({ kind: 'sent' });
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toContain(`Message-ID: <${message.key}@lakeside.example>`);
    expect(server.taken[0]).toContain('To: meera@example.org');
  });

  test('that has not begun to take it has not taken it; one that had may have [NO5] [NO6]', async () => {
    server.plan('drop-before', 'busy', 'refuse', 'take-and-drop');
    expect(await send()).toMatchObject({ kind: 'not-now' });
    expect(await send()).toMatchObject({ kind: 'not-now', reason: expect.stringContaining('451') });
    expect(await send()).toMatchObject({ kind: 'refused', reason: expect.stringContaining('550') });
    expect(server.taken).toEqual([]);
    expect(await send()).toMatchObject({ kind: 'unknown' });
    expect(server.taken).toHaveLength(1);
  });
});

describe('a server for e-mail that is slow', () => {
  test('is waited for; one that never answers may have it [NO5] [NO6]', async () => {
    await using server = await openSmtpStandIn();
    const email = { ...message, channel: 'email' as const, to: 'meera@example.org' };
    const send = (callMs: number) => openEmailGateway(server.options, { callMs }).send(email);
    server.plan('take-slowly', 'closing', 'take-and-hang');
    expect(await send(10_000)).toEqual({ kind: 'sent' });
    expect(await send(10_000)).toMatchObject({
      ...{ kind: 'not-now', reason: expect.stringContaining('421') },
    });
    expect(server.taken).toHaveLength(1);
    expect(await send(500)).toMatchObject({ kind: 'unknown' });
    expect(server.taken).toHaveLength(2);
  });
});

describe('what central is told to send with', () => {
  const sms = {
    ...{ DAYBOOK_SMS_URL: 'https://sms.example', DAYBOOK_SMS_ACCOUNT: 'AC1' },
    ...{ DAYBOOK_SMS_TOKEN: 'not a token', DAYBOOK_SMS_FROM: 'Clinic' },
    DAYBOOK_SMS_COUNTRY_CODE: '91',
  };

  test('is nothing, or whole [NO4]', () => {
    expect(parseNotifyOptions({})).toEqual({ sms: null, email: null });
    expect(parseNotifyOptions(sms).sms).toMatchObject({ account: 'AC1', countryCode: '91' });
    for (const name of Object.keys(sms).filter((one) => one !== 'DAYBOOK_SMS_URL')) {
      expect(() => parseNotifyOptions({ ...sms, [name]: undefined })).toThrow(name);
    }
  });

  test('never goes out in the clear beyond the machine [SE1]', () => {
    const at = (DAYBOOK_SMS_URL: string) => () => parseNotifyOptions({ ...sms, DAYBOOK_SMS_URL });
    expect(at('http://sms.example')).toThrow('https');
    expect(at('https://me:secret@sms.example')).toThrow('password');
    expect(at('http://127.0.0.1:8080')().sms?.url).toBe('http://127.0.0.1:8080');
    const smtp = { DAYBOOK_SMTP_URL: 'http://mail.example', DAYBOOK_SMTP_FROM: 'a@b.example' };
    expect(() => parseNotifyOptions(smtp)).toThrow('smtps');
  });
});

test('a pause is asked for in seconds, or until a date', () => {
  const nowMs = Date.parse('2026-03-02T08:00:00Z');
  expect(retryAfterMs('120', nowMs)).toBe(120_000);
  expect(retryAfterMs('Mon, 02 Mar 2026 08:01:00 GMT', nowMs)).toBe(60_000);
  expect(retryAfterMs('Mon, 02 Mar 2026 07:00:00 GMT', nowMs)).toBe(0);
  expect(retryAfterMs('soon', nowMs)).toBeNull();
  expect(retryAfterMs(null, nowMs)).toBeNull();
});
