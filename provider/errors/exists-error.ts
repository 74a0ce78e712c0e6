import { PurviewError } from "./purview-error";

/** An object of that name is there already, and it is not ours (`PURVIEW_EXISTS`), or the name is reserved (`PURVIEW_NAME_RESERVED`). */
export class ExistsError extends PurviewError {
  override readonly name = "ExistsError";
}
