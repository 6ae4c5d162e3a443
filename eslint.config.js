import tseslint from "typescript-eslint";
import * as regexp from "eslint-plugin-regexp";

/** Rules that hold the house: linear regular expressions, no `any`, I/O only at the edges. */
export default tseslint.config(
  {
    ignores: [
      "dist/**",
      "build/**",
      "perf-db/**",
      "coverage/**",
      ".tmp/**",
      "__tests__/fixtures/**",
      "scripts/zz-*",
      "scripts/_*",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-restricted-syntax": [
        "error",
        { selector: "TSEnumDeclaration", message: "Use a union of string literals." },
      ],
      eqeqeq: "error",
      "prefer-const": "error",
    },
  },
  {
    // Rules that need types. No promise is left to itself, a switch over a union names every member, and a cast or a
    // question that changes nothing goes.
    files: ["src/**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-for-in-array": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    // What ships meets strangers' text; tests and build scripts read our own.
    files: ["src/**/*.{ts,tsx}"],
    plugins: { regexp },
    rules: { "regexp/no-super-linear-backtracking": "error", "regexp/no-super-linear-move": "error" },
  },
  {
    files: ["src/{domain,manifest,search,review,report}/**/*.ts"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: ["node:fs*", "@actions/*", "@octokit/*", "node:child_process"] },
      ],
      "no-restricted-properties": ["error", { object: "process", property: "env" }],
    },
  },
);
