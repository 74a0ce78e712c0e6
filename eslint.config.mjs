import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "**/dist/**",
      "node_modules/**",
      "coverage/**",
      "sdk/*/!(runtime)/**",
      "sdk/*/*.ts",
      "examples/**/node_modules/**",
      "tools/**",
      "tests/**/fixtures/**/*.js",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "no-restricted-globals": [
        "error",
        { name: "setTimeout", message: "Wait through the clock module." },
        { name: "setInterval", message: "Wait through the clock module." },
      ],
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "^(\\.\\./)+emulator$", message: "That is the built package; the sources are emulator/index." },
          ],
        },
      ],
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  { files: ["**/*.cjs"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["tests/**/*.ts", "**/clock.ts", "bench/**/*.ts", "scripts/**"],
    rules: { "no-restricted-globals": "off", "@typescript-eslint/no-unused-expressions": "off" },
  },
);
