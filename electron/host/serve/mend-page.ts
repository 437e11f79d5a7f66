import type { MendChoice, MendOffers } from '../../../shared/wire/shell/host-message.ts';

const LABELS: Readonly<Record<MendChoice, string>> = {
  restore: 'Restore the newest backup',
  rebuild: 'Fetch the book from the central server',
  keep: 'Keep a copy, and change nothing',
  'try-again': 'Try to open it again',
};

/** What can be chosen, in the order in which it is offered. */
export const choicesOf = ({ backupMs, hasCentral }: MendOffers): readonly MendChoice[] => [
  ...(backupMs === null ? [] : (['restore'] as const)),
  ...(hasCentral ? (['rebuild'] as const) : []),
  'keep',
  'try-again',
];

const HINTS: Readonly<Record<MendChoice, (offers: MendOffers) => string>> = {
  restore: ({ backupMs, hasCentral }) =>
    `It was made on ${new Date(backupMs ?? 0).toLocaleString()}. ${
      hasCentral
        ? 'What the central server has comes back with the next exchange.'
        : 'What was written since is only in the damaged book, which is kept.'
    }`,
  rebuild: () =>
    'Everything that this computer had handed over comes back. What it had not is only in the damaged book, which is kept.',
  keep: () => 'For whoever may be able to read more of it.',
  'try-again': () => 'If a disk was not connected, or was repaired.',
};

/** The page that asks what to do about a damaged book. It needs neither script nor book. */
export const mendPage = (offers: MendOffers, action: string): string =>
  page(`<h1>The appointment book is damaged</h1>
<p>${toHtml(offers.sentence)}</p>
<p>Whatever you choose, the damaged book is kept beside the new one, as it is.</p>
<form method="post" action="${toHtml(action)}">${choicesOf(offers)
    .map(
      (choice) =>
        `<p><button name="choice" value="${choice}">${LABELS[choice]}</button><br><small>${toHtml(HINTS[choice](offers))}</small></p>`,
    )
    .join('\n')}</form>`);

/** While something is done, and for browsers that were not given the address of the page. */
export const waitPage = (text: string): string =>
  page(`<meta http-equiv="refresh" content="2; url=/"><h1>Daybook</h1><p>${toHtml(text)}</p>`);

const page = (body: string): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>Daybook</title>
<style>
body { font: 15px/1.5 "Inter Variable", system-ui, sans-serif; max-width: 40rem; margin: 10vh auto; padding: 0 1rem; }
button { font: inherit; padding: .45rem .9rem; cursor: pointer; }
</style>
<main>${body}</main></html>`;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};
const toHtml = (text: string): string => text.replace(/[&<>"]/g, (one) => ESCAPES[one] ?? one);
