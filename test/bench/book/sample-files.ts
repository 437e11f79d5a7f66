import { createTestRandom } from '../../support/engine.ts';

/** Files of the kind a clinic brings, made up and alike in every run. */

const DAY_MS = 86_400_000;
const SLOT_MIN = 15;
const FIRST_MIN = 8 * 60;
const FIRST_NAMES =
  'Aisha Amber Ana Anthony Arun Audrey Brian Carla Chen Daniel Deepa Elena Farah George Hannah Imran Jacob Jessica John Jürgen Karen Kavita Leila Lisa Maria Mark Meera Michael Nadia Noor Olga Pablo Priya Quentin Rachel Ravi Rosa Sarah Steven Susan Tariq Thomas Uma Victor Wei William Yusuf Zoë'.split(
    ' ',
  );
const LAST_STARTS =
  'An Bar Ber Brad Cain Dav Das Eric Fer Gar Gup Har Hern Iy John Khan Kim Lop Mart Mehr Mor Mukh Nair Nguy Ort Pat Per Rao Rod San Sen Smi Tan Tay Vas Wat Will Wong Young Zim'.split(
    ' ',
  );
const LAST_ENDS = 'ber den er erjee es ez is ison land ler ley man mer on ow son ston th wal'.split(
  ' ',
);

type Draw = (from: readonly string[]) => string;

function createDraw(seed: number): Draw {
  const random = createTestRandom(seed);
  return (from) => {
    const [high = 0, low = 0] = random.bytes(2);
    return from[(high * 256 + low) % from.length] ?? '';
  };
}

/** Patients with a number, a name, a sex and a date of birth. */
export function patientsFile(count: number): string {
  const draw = createDraw(7);
  const lines = Array.from({ length: count }, (_, i) => {
    const name = `${draw(FIRST_NAMES)} ${draw(LAST_STARTS)}${draw(LAST_ENDS)}`;
    const born = new Date(Date.UTC(1930, 0, 1 + ((i * 7919) % 31_000))).toISOString().slice(0, 10);
    return `${36_661 + i},${name},${draw(['Female', 'Male'])},${born}`;
  });
  return `patient_id,name,sex,dob\n${lines.join('\n')}\n`;
}

/** One doctor's slots on the weekdays of a stretch; `to` is the last day. Nine in ten are taken, if not said otherwise. */
export function slotsFile(stretch: {
  readonly from: string;
  readonly to: string;
  readonly slotsADay: number;
  readonly seed: number;
  readonly takenOfTen?: number;
}): string {
  const taken = stretch.takenOfTen ?? 9;
  const isAvailable = Array.from({ length: 10 }, (_, i) => (i < taken ? 'False' : 'True'));
  const draw = createDraw(stretch.seed);
  const lines: string[] = [];
  for (let ms = Date.parse(stretch.from); ms <= Date.parse(stretch.to); ms += DAY_MS) {
    if ([0, 6].includes(new Date(ms).getUTCDay())) continue;
    const day = new Date(ms).toISOString().slice(0, 10);
    for (let nth = 0; nth < stretch.slotsADay; nth += 1) {
      const clock = clockOf(FIRST_MIN + nth * SLOT_MIN);
      lines.push(`${lines.length + 1},${day},${clock},${draw(isAvailable)}`);
    }
  }
  return `slot_id,appointment_date,appointment_time,is_available\n${lines.join('\n')}\n`;
}

const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60, 0].map((n) => String(n).padStart(2, '0')).join(':');
