export type * from "./contract";
export { createLifecycle } from "./lifecycle";
