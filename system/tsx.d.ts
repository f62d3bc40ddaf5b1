/** It brings no types; required for its effect alone: node reads TypeScript from then on. */
declare module "tsx/cjs";
