/** The line broke before the host answered; nobody knows what became of the question. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
}

/** The host could not do or understand what was asked. */
class HostFailed extends Error {
  override readonly name = 'HostFailed';
}

export interface PendingAnswers {
  readonly wait: <T>(id: string) => Promise<T>;
  readonly resolve: (id: string, answer: unknown) => void;
  readonly fail: (id: string, problems: readonly string[]) => void;
  /** Nobody will answer any more. */
  readonly lose: () => void;
}

/** The questions that the host has not answered yet. */
export function createPendingAnswers(): PendingAnswers {
  const pending = new Map<
    string,
    { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void }
  >();
  const taken = (id: string) => {
    const waiting = pending.get(id);
    pending.delete(id);
    return waiting;
  };
  return {
    wait: (id) => new Promise((resolve, reject) => pending.set(id, { resolve, reject })),
    resolve: (id, answer) => taken(id)?.resolve(answer as never),
    fail: (id, problems) => taken(id)?.reject(new HostFailed(problems.join(' '))),
    lose: () => {
      for (const id of [...pending.keys()]) taken(id)?.reject(new LineLost('The line broke.'));
    },
  };
}
