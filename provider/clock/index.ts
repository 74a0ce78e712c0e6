export * from "./abortable";
export * from "./clock";
export * from "./poll";
export * from "./signals";
