/** A process that verifies one book after another, and says what is wrong with each. */
import { type BookToVerify, verifyBook } from '../../power-loss/verify-book.ts';

process.on('message', (book: BookToVerify) => {
  void verifyBook(book).then((problems) => process.send?.(problems));
});
process.once('disconnect', () => process.exit());
