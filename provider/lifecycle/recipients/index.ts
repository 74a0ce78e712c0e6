export type { Directory } from "./directory";
export { labelOf, type Recipient } from "./recipient";
export { Recipients } from "./recipients";
