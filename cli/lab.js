#!/usr/bin/env node
// The command is TypeScript; this file only teaches node to read it.
require("tsx/cjs");
require("./main");
