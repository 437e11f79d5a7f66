import { expect, test } from 'vitest';
import { present } from '../../shared/core/assert.ts';
import { createTextSealer } from './text-sealer.ts';

const sealerOf = async (secret: string) =>
  present(await createTextSealer(secret), 'Node has cryptography.');

test('a sealed day is read with its key alone, and not where something of it was changed [DL5]', async () => {
  const day = 'Joya Mitra · 10:00 · Dr. Priya Das · কলকাতা\n'.repeat(40_000);
  const { seal, open } = await sealerOf('the key of who sits here');
  const sealed = await seal(day);
  expect(await open(sealed)).toBe(day);
  expect(sealed).not.toContain('Joya');
  expect(await seal(day)).not.toBe(sealed);

  const other = await sealerOf('the key of somebody else');
  await expect(other.open(sealed)).rejects.toThrow();
  const changed = sealed.replace(/^..../, (start) => (start === 'AAAA' ? 'BBBB' : 'AAAA'));
  await expect(open(changed)).rejects.toThrow();
  await expect(open('')).rejects.toThrow();
});
