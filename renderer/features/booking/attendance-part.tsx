import { useState } from 'react';
import { useAnswer } from '../../intents/use-answer.ts';
import { AttendanceStrip } from '../../ui/attendance-strip.tsx';
import { attendanceWords } from '../../words/attendance-words.ts';
import { useSay } from '../../words/use-say.ts';

/** How the patient attended until now; nothing while they are new. `turn` asks again. */
export function AttendancePart(props: { readonly patientId: string; readonly turn: string }) {
  const say = useSay();
  const [openedMs] = useState(() => Date.now());
  const { answer } = useAnswer({ kind: 'attendance', patientId: props.patientId }, props.turn);
  if (answer === null || (answer.ends.length === 0 && answer.elsewhere === null)) return null;
  return <AttendanceStrip {...attendanceWords(answer, say, openedMs)} />;
}
