export type * from "./types";
export type { Reporter } from "./report/reporter";
export { createLifecycle } from "./lifecycle";
export { listExportable, type Exportable, type ExportableObject } from "./list-exportable";
