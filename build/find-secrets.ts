/** Something in a text that looks like a key or a password that works somewhere. */
export interface FoundSecret {
  readonly line: number;
  readonly what: string;
}

/** How secrets of well-known makers look; their makers gave them these forms to be found by. */
const FORMS: readonly (readonly [what: string, form: RegExp])[] = [
  ['a private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\n|\s)+[A-Za-z0-9+/=]{16}/g],
  ['a key of AWS', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g],
  ['a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{60,})\b/g],
  ['a token of npm', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a token of Slack', /\bxox[abeoprs]-[\w-]{20,}/g],
  ['a key of Google', /\bAIza[\w-]{35}\b/g],
  ['a key of Stripe', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  ['a key of Twilio', /\bSK[0-9a-f]{32}\b/g],
  ['a key of SendGrid', /\bSG\.[\w-]{22}\.[\w-]{43}/g],
  ['a signed token', /\beyJ[\w-]{15,}\.eyJ[\w-]{15,}\.[\w-]{20,}/g],
  // Names under .example, .invalid and .test belong to nobody (RFC 2606).
  [
    'an address with a password',
    /\b[a-z][a-z+]*:\/\/[^\s:/@'"`$<>{}]+:[^\s:/@'"`$<>{}]{6,}@(?![\w.-]*\b(?:example|invalid|test)(?![\w.-]))[a-z]/gi,
  ],
];

/** `token = '…'` and the like; a value counts if it looks as if dice had made it. */
const ASSIGNED =
  /\b\w*(?:secret|password|passwd|token|api_?key|private_?key|credential)\w*['"]?\s*[:=]\s*['"]([\w+/=.-]{20,})['"]/gi;
/** Bits per character: words stay below 4, 24 random characters of base64 come to 4.2 and more. */
const RANDOM_BITS = 4;

/** Whatever in a text looks like a secret that somebody could use. */
export function findSecrets(text: string): readonly FoundSecret[] {
  const found = FORMS.flatMap(([what, form]) =>
    [...text.matchAll(form)].map(({ index }) => ({ at: index, what })),
  );
  for (const { index, 1: value = '' } of text.matchAll(ASSIGNED)) {
    if (bitsPerCharacter(value) >= RANDOM_BITS) found.push({ at: index, what: 'a secret' });
  }
  return found
    .toSorted((a, b) => a.at - b.at)
    .map(({ at, what }) => ({ line: text.slice(0, at).split('\n').length, what }));
}

/** Shannon's entropy of the text's own characters. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((bits, count) => {
    const share = count / text.length;
    return bits - share * Math.log2(share);
  }, 0);
}
