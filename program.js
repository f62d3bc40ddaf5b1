// Where the engine starts the program. tsx strips the types, here and not by an option of Pulumi.yaml: Pulumi's SDK is
// loaded by now, which tsx would slow down by half a second, and language hosts that know no such options do the same.
require("tsx/cjs");
module.exports = require("./index");
