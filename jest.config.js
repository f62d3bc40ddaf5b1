// ESM-only dependencies are transformed too: jest's own module loader cannot require them.
const esmOnly = [
  "p-map",
  "execa",
  ...[
    "get-stream",
    "human-signals",
    "is-stream",
    "mimic-fn",
    "npm-run-path",
    "onetime",
    "path-key",
    "strip-final-newline",
  ],
];

const common = {
  testEnvironment: "node",
  testEnvironmentOptions: { globalsCleanup: "off" },
  transformIgnorePatterns: [`/node_modules/(?!(?:${esmOnly.join("|")})/)`],
  transform: { "^.+\\.[jt]s$": ["@swc/jest", { jsc: { target: "es2022" }, module: { type: "commonjs" } }] },
};

module.exports = {
  projects: [
    {
      ...common,
      displayName: "unit",
      testMatch: ["<rootDir>/tests/**/*.test.ts"],
      testPathIgnorePatterns: ["/tests/e2e/"],
    },
    {
      ...common,
      displayName: "e2e",
      globalSetup: "<rootDir>/tests/e2e/prepare.ts",
      testMatch: ["<rootDir>/tests/e2e/**/*.test.ts"],
    },
  ],
};
