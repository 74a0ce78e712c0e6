import { AsyncLocalStorage } from "node:async_hooks";

/** The requests that one cmdlet took: pages, redirects and retries. */
export interface Attempts {
  count: number;
  /** Of the last one; what Microsoft's support asks for. */
  requestId: string | undefined;
}

const current = new AsyncLocalStorage<Attempts>();

/** Runs a cmdlet; the requests that are sent meanwhile on its behalf count as its attempts. */
export const countAttempts = <T>(attempts: Attempts, task: () => Promise<T>): Promise<T> => current.run(attempts, task);

/** To be called for each request of a cmdlet. */
export function addAttempt(requestId: string | undefined): void {
  const attempts = current.getStore();
  if (!attempts) return;
  attempts.count += 1;
  attempts.requestId = requestId;
}
