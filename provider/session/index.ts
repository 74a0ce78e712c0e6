export * from "./contract";
export * from "./settings";
export * from "./settings-table";
export * from "./suggest";
export * from "./registry";
