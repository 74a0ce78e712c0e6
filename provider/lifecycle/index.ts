export type * from "./types";
export { createLifecycle } from "./lifecycle";
export { survey, type Survey, type Surveyed } from "./list-exportable";
