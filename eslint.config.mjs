import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  { ignores: ["node_modules/"] },
  {
    files: ["**/*.ts", "**/*.{js,mjs,cjs}"],
    extends: [...tseslint.configs.strictTypeChecked, ...tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { project: "tsconfig.lint.json", tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers in messages are what messages are for.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "max-lines": ["error", { max: 250, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Plain Node and browsers read these as they are; types are comments in them, and modules are CommonJS.
    files: ["**/*.js"],
    rules: {
      "@typescript-eslint/no-require-imports": "off",
      // It does not see the types that comments give to what JSON.parse returns; the compiler does.
      "@typescript-eslint/no-unsafe-assignment": "off",
    },
  },
  {
    // A describe block holds a table of tests; its length says nothing.
    files: ["tests/**/*.ts"],
    rules: { "max-lines-per-function": "off" },
  },
);
