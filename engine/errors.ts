/** What the user did or got wrong, in words meant for them: shown without a stack trace. */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
  constructor(
    message: string,
    /** The resource that the message belongs to. */
    readonly urn?: string,
  ) {
    super(message);
  }
}

/** Something that Pulumi can do and this engine cannot. */
export class UnsupportedError extends EngineError {
  override readonly name = "UnsupportedError";
  constructor(what: string, urn?: string) {
    super(`the embedded engine does not support ${what}: use \`pulumi\``, urn);
  }
}

/** The operation ends here, and the reason was already shown. */
export class BailError extends EngineError {
  override readonly name = "BailError";
}

/** The user asked to stop. */
export class InterruptedError extends EngineError {
  override readonly name = "InterruptedError";
  constructor() {
    super("interrupted");
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
