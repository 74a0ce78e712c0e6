import { AuthError, type PurviewError, TransportError } from "../../errors";
import { SETTINGS_OF_STATE } from "./tenant";

/** Whether an error may come from settings that are not those of today (docs/behavior.md#old-settings). */
const mayComeFromSettings = (error: unknown): error is PurviewError =>
  error instanceof AuthError || (error instanceof TransportError && error.code === "PURVIEW_CONNECT_FAILED");

/** For reads and deletes, which the engine may run on the settings in state. */
export async function withAdviceOnSettings<T>(task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!mayComeFromSettings(error)) throw error;
    // A sign-in is shared by many resources, and so is its error: it is wrapped, not changed.
    const Wrapped = error.constructor as new (...given: ConstructorParameters<typeof AuthError>) => PurviewError;
    throw new Wrapped(error.message, {
      ...error.context,
      serviceMessage: undefined,
      advice: SETTINGS_OF_STATE,
      cause: error,
    });
  }
}
