import { readFileSync } from 'node:fs';

// Preloaded by programs of tests that live at a time of the test's choosing: so many milliseconds
// after now stand in the file that DAYBOOK_TEST_CLOCK names, and may be others a moment later.

const file = process.env.DAYBOOK_TEST_CLOCK ?? '';
const now = Date.now.bind(Date);
const READ_EVERY_MS = 100;
let laterMs = 0;
const read = (): void => {
  laterMs = Number(readFileSync(file, 'utf8'));
};
read();
setInterval(read, READ_EVERY_MS).unref();
Date.now = () => now() + laterMs;
