export { readClixml, readClixmlStreams, type ClixmlStreams } from "./read";
export type { ErrorRecord } from "./records";
export * from "./write";
