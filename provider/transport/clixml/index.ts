export { readClixml, readClixmlStreams, type ClixmlStreams } from "./read";
export { readRecord, type ErrorRecord } from "./records";
export * from "./write";
