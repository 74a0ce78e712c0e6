// Loaded by mocha in every process: property tests try the same examples each time, unless PURVIEW_SEED names others (`npm run fuzz`).
const { configureGlobal } = require("fast-check");
const { seedOf } = require("../../scripts/seed.cjs");

configureGlobal({ seed: seedOf(process.env) });
