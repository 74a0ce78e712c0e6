/** Where messages for people go; hosts pass the engine's Log, the CLI its terminal. Secrets are masked before they get here. */
export interface Reporter {
  warn(message: string): void;
  info(message: string): void;
  /** A status line that the next one replaces. */
  progress(message: string): void;
  /** Shown with `pulumi --debug` alone. */
  debug?(message: string): void;
}
