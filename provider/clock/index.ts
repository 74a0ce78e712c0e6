export * from "./clock";
export * from "./signals";
