import { PurviewError } from "./purview-error";

/** A setting is missing, contradicts another or cannot be understood. */
export class ConfigError extends PurviewError {
  override readonly name = "ConfigError";
}
