import { certificate } from "./certificate";
import { clientSecret } from "./client-secret";
import type { Way } from "./source";

/** Every way a provider can sign in, in the order in which they are looked for. */
export const ways: readonly Way[] = [certificate, clientSecret];
