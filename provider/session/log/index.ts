export * from "./log";
export * from "./logged-channel";
export * from "./logged-http";
