import { derivedId } from '../../core/ids.ts';
import type { MessageText } from '../../model/message-text.ts';

/** Under which the clinic's own text of a kind and language stands, on every replica. */
export const textId = (
  organisationId: string,
  kind: MessageText['kind'],
  language: MessageText['language'],
): string => derivedId(organisationId, `text ${kind} ${language}`);
