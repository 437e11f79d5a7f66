import { useState } from 'react';

/** Fields that either make one more record or change one that is there. */
export interface RecordForm<F> {
  /** The record that is changed; null for one more. */
  readonly id: string | null;
  readonly fields: F;
  readonly change: (changes: Partial<F>) => void;
  readonly edit: (id: string, fields: F) => void;
  /** Empty again, for one more. */
  readonly reset: () => void;
}

export function useRecordForm<F>(empty: F): RecordForm<F> {
  const [{ id, fields }, setForm] = useState<{ readonly id: string | null; readonly fields: F }>({
    id: null,
    fields: empty,
  });
  return {
    id,
    fields,
    change: (changes) => setForm({ id, fields: { ...fields, ...changes } }),
    edit: (other, itsFields) => setForm({ id: other, fields: itsFields }),
    reset: () => setForm({ id: null, fields: empty }),
  };
}
