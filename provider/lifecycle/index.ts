export type * from "./contract";
export { createLifecycle } from "./lifecycle";
export { survey, type Survey, type Surveyed } from "./survey";
