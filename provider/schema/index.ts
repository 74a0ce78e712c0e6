export * from "./package";
export * from "./setting";
