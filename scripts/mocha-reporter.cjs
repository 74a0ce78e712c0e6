"use strict";
// mocha's spec reporter; writes its counts for scripts/test.mjs, which prints the closing line.
const { writeFileSync } = require("node:fs");
const { Spec } = require("mocha").reporters;

module.exports = class extends Spec {
  epilogue() {
    super.epilogue();
    const { passes, failures, pending } = this.stats;
    if (process.env.PURVIEW_TEST_COUNTS)
      writeFileSync(process.env.PURVIEW_TEST_COUNTS, JSON.stringify({ passes, failures, pending }));
  }
};
