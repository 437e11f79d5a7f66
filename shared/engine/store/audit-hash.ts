/**
 * The hash of an audit entry as an expression over its columns: SHA-256, in hexadecimal, of the
 * entry written as a JSON array in PostgreSQL's own form of it, which keeps what is empty apart from
 * what is missing. The hash of the entry before is in it, so none can be taken out or changed
 * without all later ones giving it away.
 */
export const AUDIT_HASH = `encode(sha256(convert_to(jsonb_build_array(form, previous_hash, replica, no,
  at_ms, hlc, intent_id, intent_kind, actor_id, actor_name, role, desk, source, reason, record_ids,
  changes)::text, 'UTF8')), 'hex')`;

/** Of entries written before the form had a number. Who, where and whence are not part of it. */
export const AUDIT_HASH_1 = `encode(sha256(convert_to(concat_ws('|', previous_hash, replica, no,
  at_ms, hlc, intent_id, intent_kind, actor_id, reason, changes), 'UTF8')), 'hex')`;
