/**
 * Opens a branch's database in the folder given and lets desks work on it until it is stopped,
 * saying on a line of its own each intent before it is done and each answer; `--key` is the book's,
 * in hex. With `--early` it makes a mistake: it answers before it commits.
 */
import { parseArgs } from 'node:util';
import { openBranchDatabase } from '../../../electron/host/database/open-branch-database.ts';
import { openDesks } from '../../power-loss/open-desks.ts';
import { answerEarly } from '../../power-loss/plant-fault.ts';
import { createSeeded } from '../../simulation/seeded.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    key: { type: 'string' },
    early: { type: 'boolean', default: false },
  },
});
const [folder = ''] = positionals;
const seed = Number(values.seed);
const keys =
  values.key === undefined ? null : { current: Buffer.from(values.key, 'hex'), former: null };

/** Most of the time some commit is due. */
const EARLY_MS = 100;

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

const database = await openBranchDatabase({ folder, nowMs: Date.now(), keys });
say({ ready: true });
const connector = values.early ? answerEarly(database.connector, EARLY_MS) : database.connector;
const desks = await openDesks(connector, {
  seed,
  seeded: createSeeded(seed),
  diary: {
    asked: (asked) => say({ asked }),
    answered: (answered, outcome) => say({ answered, outcome }),
  },
});
/** Nobody is left to stop it when the test itself was killed. */
const parent = process.ppid;
while (process.ppid === parent) await desks.step();
process.exit();
