/** A thread that verifies one book after another, and says what is wrong with each. */
import { parentPort } from 'node:worker_threads';
import { type BookToVerify, verifyBook } from '../../power-loss/verify-book.ts';

parentPort?.on('message', (book: BookToVerify) => {
  void verifyBook(book).then((problems) => parentPort?.postMessage(problems));
});
