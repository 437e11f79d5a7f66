import type { Connector, Session } from '../../shared/engine/store/session.ts';

/** A mistake that someone could make in the program, made on purpose. */
export interface PlantedBug {
  /** What the program then does. */
  readonly name: string;
  /** A seed that shows it. */
  readonly seed: number;
  /** In which queries the mistake is. */
  readonly of: RegExp;
  /** What is wrong in them. */
  readonly instead: string;
  /** It takes computers that are updated one after the other to show it. */
  readonly updates?: true;
}

/**
 * The mistakes are made in the queries as they go to the database: there the program decides what is
 * taken, given, kept and promised.
 */
export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'forgets that anything is unsent at every answer',
    seed: 2,
    of: /(delete from dirty where organisation_id = \$\d+) and counter <= (\$\d+)/,
    instead: '$1 and (counter <= $2 or true)',
  },
  {
    name: 'tells nobody that an appointment left',
    seed: 2,
    of: /(<> t\.doctor_id\)) and seen\.away/,
    instead: '$1 and seen.away and false',
  },
  {
    name: 'notices no push that it has taken already, and no forked disk',
    seed: 11,
    of: /"last_no" = (\$\d+)/,
    instead: '"last_no" = least($1::int8, 0)',
  },
  {
    name: 'goes on in the feed one row too far',
    seed: 1,
    of: /and t\.seq > (\d+) and/g,
    instead: 'and t.seq > $1 + 1 and',
  },
  {
    name: 'sends a branch the appointments of others',
    seed: 2,
    of: /(from appointment t where .*\n.*)and t\.branch_id = '[^']*'::uuid/,
    instead: '$1and true',
  },
  {
    name: 'leaves the first row out of what it sends',
    seed: 1,
    of: /order by d\.counter\)/,
    instead: 'order by d.counter offset 1)',
  },
  {
    name: 'forgets what left before everyone was told',
    seed: 59,
    of: /coalesce\(min\(seen_cursor\), 0\)/,
    instead: 'coalesce(max(seen_cursor), 0) + 1000000',
  },
  {
    name: 'chains no audit entry to the one before',
    seed: 1,
    of: /(select e\.\*, encode\(sha256\(convert_to\(jsonb_build_array\(form, )previous_hash/,
    instead: `$1''::text`,
  },
  {
    name: 'takes back nothing of the claim of an appointment that central released',
    seed: 2,
    of: /(delete from claim t\s+where t\.organisation_id = \$\d+)/,
    instead: '$1 and false',
  },
  {
    name: 'tells nobody that a claim became firm',
    seed: 2,
    of: /from claim t where /,
    instead: 'from claim t where not t.endorsed and ',
  },
  {
    name: 'sends appointments without the patients they are for',
    seed: 2,
    of: /(\|\| array\(select p\.id from patient p\s+where)/,
    instead: '$1 false and',
  },
  {
    name: 'drops what only a newer version knows of a record',
    seed: 2,
    of: /jsonb_build_object\('allergies', w\."allergies", 'is_vip', w\."is_vip"\)/,
    instead: `'{}'::jsonb`,
    updates: true,
  },
  {
    name: 'forgets when it is updated what is unsent',
    seed: 2,
    of: /^insert into schema_version/,
    instead: 'with unsent as (delete from dirty) insert into schema_version',
    updates: true,
  },
];

/** A database as a program with the mistake uses it. */
export function plant(
  { of, instead }: PlantedBug,
  inner: Connector,
  onMade: () => void,
): Connector {
  const mistake = (sql: string): string => {
    const wrong = sql.replace(of, instead);
    if (wrong !== sql) onMade();
    return wrong;
  };
  const wrapped = new WeakMap<Session, Session>();
  const wrap = (session: Session): Session => {
    const known = wrapped.get(session);
    if (known) return known;
    const wrong: Session = {
      ...session,
      query: (sql, parameters) => session.query(mistake(sql), parameters),
      copyOut: (target) => session.copyOut(mistake(target)),
    };
    wrapped.set(session, wrong);
    return wrong;
  };
  return { withSession: (use) => inner.withSession((session) => use(wrap(session))) };
}
