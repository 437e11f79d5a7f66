const hashOf = (text: string): string => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`;

/**
 * What of an audit entry is hashed, as an expression over its columns: the entry written as a JSON
 * array in PostgreSQL's own form of it, which keeps what is empty apart from what is missing. The
 * hash of the entry before is in it, so none can be taken out or changed without all later ones
 * giving it away.
 */
const AUDIT_TEXT = `jsonb_build_array(form, previous_hash, replica, no, at_ms, hlc, intent_id, intent_kind,
  actor_id, actor_name, role, desk, source, reason, record_ids, changes)::text`;

/** Of entries written before the form had a number. Who, where and whence are not part of it. */
const AUDIT_TEXT_1 = `concat_ws('|', previous_hash, replica, no, at_ms, hlc, intent_id, intent_kind,
  actor_id, reason, changes)`;

/** SHA-256, in hexadecimal. */
export const AUDIT_HASH = hashOf(AUDIT_TEXT);
export const AUDIT_HASH_1 = hashOf(AUDIT_TEXT_1);

/** Of an entry of either form. */
export const HASHED_TEXT = `case form when 1 then ${AUDIT_TEXT_1} else ${AUDIT_TEXT} end`;

/** An entry in the present form with nothing of what it changed, for where that is too long. */
export const TEXT_WITHOUT_CHANGES = AUDIT_TEXT.replace(
  'record_ids, changes',
  "'[]'::jsonb, '[]'::jsonb",
);
