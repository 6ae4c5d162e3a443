import { spawnSync } from "node:child_process";
import * as vm from "node:vm";

// Jest runs ES modules only in a Node that was started for it: `npx jest FILE` starts itself again as `npm test` does.
if (vm.SourceTextModule === undefined) {
  const flags = ["--experimental-vm-modules", "--no-warnings"];
  const run = spawnSync(process.execPath, [...flags, ...process.argv.slice(1)], { stdio: "inherit" });
  process.exit(run.status ?? 1);
}

/** ES modules, TypeScript through swc (types are checked by `npm run typecheck`). */
export default {
  // only what hangs meets it: no test may hang on how loaded the machine is
  testTimeout: 600_000,
  // of two cores jest would leave one to a watcher that nobody runs
  maxWorkers: "100%",
  testEnvironment: "node",
  testMatch: ["**/__tests__/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "/build/", "/.tmp/"],
  modulePathIgnorePatterns: ["<rootDir>/build/", "<rootDir>/.tmp/", "<rootDir>/dist/"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "^.+\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "es6" } },
    ],
  },
};
