import { PurviewError } from "./purview-error";

/** The identity may not do this; the message names the role group and app role that would allow it. */
export class PermissionError extends PurviewError {
  override readonly name = "PermissionError";
}
