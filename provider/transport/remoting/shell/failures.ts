/** More sessions than the user or tenant may have. Never leaves this folder. */
export class SessionLimitReached extends Error {
  override readonly name = "SessionLimitReached";
  /** @param said What the service says. */
  constructor(readonly said: string) {
    super(said);
  }
}

/** The shell is of no use any more; `started` tells whether a command may have begun in it. Never leaves this folder. */
export class ShellLost extends Error {
  override readonly name = "ShellLost";
  readonly started: boolean;
  /** The server has removed it: nothing is left to be removed. */
  readonly gone: boolean;

  constructor(cause: unknown, { started, gone }: { readonly started: boolean; readonly gone: boolean }) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.started = started;
    this.gone = gone;
  }
}

/** The cmdlet asked somebody who is not there. Never leaves this folder. */
export class AskedForInput extends Error {
  override readonly name = "AskedForInput";
  /** @param question What it asked. */
  constructor(readonly question: string) {
    super(question);
  }
}

/** The pipeline did not end by its deadline. Never leaves this folder. */
export class PipelineOverdue extends Error {
  override readonly name = "PipelineOverdue";

  /** @param started Whether the cmdlet may have begun. */
  constructor(readonly started: boolean) {
    super("the time is up");
  }
}
