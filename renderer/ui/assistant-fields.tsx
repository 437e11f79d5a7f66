import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';

/** Who is to assist in a visit; `words.why` is asked once it was said that there is no working time. */
export function AssistantFields(props: {
  readonly doctors: readonly { readonly id: string; readonly name: string }[];
  readonly words: Readonly<Record<'doctor' | 'noneLeft' | 'why' | 'add', string>>;
  readonly asksWhy: boolean;
  readonly onChoose: () => void;
  readonly onAdd: (said: { readonly doctorId: string; readonly reason: string | null }) => void;
}) {
  const { doctors, words, asksWhy } = props;
  const [doctorId, setDoctorId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  if (doctors.length === 0) return <p className="booking-hint">{words.noneLeft}</p>;
  return (
    <>
      <Select
        label={words.doctor}
        value={doctorId}
        data={doctors.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => {
          setDoctorId(id);
          props.onChoose();
        }}
      />
      {asksWhy ? (
        <TextInput
          label={words.why}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : null}
      <Button
        disabled={doctorId === null || (asksWhy && reason.trim() === '')}
        onClick={() => {
          if (doctorId) props.onAdd({ doctorId, reason: asksWhy ? reason.trim() : null });
        }}
      >
        {words.add}
      </Button>
    </>
  );
}
