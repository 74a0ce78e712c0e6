/** The affinity cookies of one host: the next page and the next call should reach the same backend. */
export class CookieJar {
  readonly #cookies = new Map<string, string>();

  take(setCookies: readonly string[], nowMs: number): void {
    for (const line of setCookies) {
      const [pair = "", ...attributes] = line.split(";");
      const at = pair.indexOf("=");
      if (at < 1 || line.length > 8192) continue;
      const name = pair.slice(0, at).trim();
      if (attributes.some((attribute) => isOver(attribute.trim(), nowMs))) this.#cookies.delete(name);
      else if (this.#cookies.size < 50 || this.#cookies.has(name)) this.#cookies.set(name, pair.slice(at + 1).trim());
    }
  }

  header(): string | undefined {
    return this.#cookies.size === 0
      ? undefined
      : [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }
}

function isOver(attribute: string, nowMs: number): boolean {
  const [name = "", value = ""] = attribute.split("=", 2);
  if (/^max-age$/i.test(name)) return Number(value) <= 0;
  return /^expires$/i.test(name) && Date.parse(value) <= nowMs;
}
