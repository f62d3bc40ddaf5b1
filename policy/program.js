// Where the engine starts the policy pack, as ../program.js is where it starts the lab.
require("tsx/cjs");
module.exports = require("./index");
