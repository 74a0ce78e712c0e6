import { PurviewError } from "./purview-error";

/** The resource belongs to another tenant or cloud than the one the provider is signed in to. */
export class TenantMismatchError extends PurviewError {
  override readonly name = "TenantMismatchError";
}
