/** The clouds by the names of the `environment` setting; `custom` = reached through `connectionUri` alone. */
export type Environment = "public" | "gcc" | "gccHigh" | "dod" | "china" | "custom";

export type KnownEnvironment = Exclude<Environment, "custom">;
