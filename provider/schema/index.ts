export * from "./compare";
export * from "./functions";
export * from "./package";
export * from "./setting";
