export type * from "./types";
export type { Reporter } from "./report/reporter";
export { createLifecycle } from "./lifecycle";
export { survey, type Survey, type Surveyed } from "./list-exportable";
