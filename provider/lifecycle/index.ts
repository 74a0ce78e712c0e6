export type * from "./contract";
export { createLifecycle } from "./lifecycle";
export { survey, type Surveyed } from "./survey";
