const MAX_COOKIES = 50;
const MAX_LENGTH = 8192;

/**
 * The cookies of one shell, replayed as long as it lives, whatever their path and expiry say: without them another backend
 * answers, which does not know the shell (docs/service/remoting.md#cookies).
 */
export class ShellCookies {
  readonly #values = new Map<string, string>();

  take(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [pair = ""] = line.split(";");
      const at = pair.indexOf("=");
      if (at < 1 || line.length > MAX_LENGTH) continue;
      const name = pair.slice(0, at).trim();
      if (this.#values.size < MAX_COOKIES || this.#values.has(name)) this.#values.set(name, pair.slice(at + 1).trim());
    }
  }

  header(): string | undefined {
    if (this.#values.size === 0) return undefined;
    return [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}
