import { expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from './frame.ts';
import { FRAME_ROWS_MAX, type Section } from './frame-header.ts';

const section = (kind: string, rows: number, body: string): [Section, Uint8Array] => {
  const bytes = new TextEncoder().encode(body);
  return [{ kind, columns: ['id'], rows, bytes: bytes.byteLength }, bytes];
};

function open(...parts: readonly [Section, Uint8Array][]) {
  const header = { sections: parts.map(([one]) => one) };
  const frame = encodeFrame({ header, bodies: parts.map(([, body]) => body) });
  return decodeFrame(frame, (json) => json as typeof header);
}

test('a frame has at most so many rows, all its sections together [SY6]', () => {
  const full = (kind: string, rows: number) => section(kind, rows, 'x\n'.repeat(rows));
  const half = FRAME_ROWS_MAX / 2;
  expect(open(full('patient', half), full('appointment', half))).toMatchObject({ ok: true });
  expect(open(full('patient', half), full('appointment', half + 1))).toEqual({
    ok: false,
    error: 'A frame has at most 5000 rows.',
  });
});

test('a section has the rows that it says [SY6]', () => {
  expect(open(section('patient', 1, 'x\\ny\n'))).toMatchObject({ ok: true });
  for (const [rows, body] of [
    [1, 'x\ny\n'],
    [2, 'x\n'],
    [0, 'x\n'],
    [1, 'x'],
  ] as const) {
    expect(open(section('patient', rows, body)), body).toMatchObject({ ok: false });
  }
});
