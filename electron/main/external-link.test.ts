import { expect, test } from 'vitest';
import { isExternalLink } from './external-link.ts';

test.each([
  ['https://daybook.example/help#moving', true],
  ['http://daybook.example/help', false],
  ['https://daybook.example.attacker.example/', false],
  ['https://daybook.example@attacker.example/', false],
  ['https://anna:secret@daybook.example/', false],
  ['https://daybook.example:8443/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
])('%s opens in the browser: %s', (address, opens) => {
  expect(isExternalLink(address)).toBe(opens);
});
