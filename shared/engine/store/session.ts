/** The rows of a query, and how many it concerned. */
export interface Answer {
  readonly rows: readonly unknown[];
  readonly affected: number;
}

/**
 * One session of a Postgres, whichever it is: the only thing the engine asks of a database. PGlite
 * and PostgreSQL each implement it in a few lines where they are opened.
 */
export interface Session {
  /** Queries asked in one breath run in that order, and may travel together. */
  readonly query: (sql: string, parameters: readonly unknown[]) => Promise<Answer>;
  /** Runs several statements without parameters. */
  readonly script: (sql: string) => Promise<void>;
  /** Feeds COPY text to `target`, a table with its columns. */
  readonly copyIn: (target: string, bytes: Uint8Array) => Promise<void>;
  /** The COPY text of `target`, a table with its columns or a query in parentheses. */
  readonly copyOut: (target: string) => Promise<Uint8Array>;
}

/** Hands out sessions; each is used by one caller at a time. */
export interface Connector {
  readonly withSession: <T>(use: (session: Session) => Promise<T>) => Promise<T>;
  /**
   * The same for who only reads, who then comes to their turn between the parts of a large write,
   * too. Left out where there are several sessions, and nobody waits for such a write.
   */
  readonly withReading?: Connector['withSession'];
  /**
   * The same for who writes little. What `use` throws as ComesAfter is of what the large write is
   * about: it is used once more when that is done.
   */
  readonly withLittle?: Connector['withSession'];
  readonly aside?: Aside;
}

/** What a database with one session alone does with transactions that are set aside. */
export interface Aside {
  /** Says a statement that is not asked again. */
  readonly say: (sql: string) => Promise<void>;
  /** Lets all who wait to read, or to write little, do so, while no transaction is open. */
  readonly letIn: () => Promise<void>;
}
