"use strict";
// The floor to measure against: a dynamic provider without any work of its own.
const { randomUUID } = require("node:crypto");

exports.handler = () => ({
  check: async (_olds, news) => ({ inputs: news, failures: [] }),
  diff: async () => ({ changes: undefined }),
  create: async (inputs) => ({ id: randomUUID(), outs: inputs }),
  read: async (id, props) => ({ id, props }),
  update: async (_id, _olds, news) => ({ outs: news }),
  delete: async () => undefined,
});
