"use strict";
// The floor to measure the plugin against: it answers every call of the engine with what it was given.
const { randomUUID } = require("node:crypto");
const grpc = require("@grpc/grpc-js");
const { ResourceProviderService } = require("@pulumi/pulumi/proto/provider_grpc_pb");
const proto = require("@pulumi/pulumi/proto/provider_pb");
const { Empty } = require("google-protobuf/google/protobuf/empty_pb");

const answer = (make) => (call, callback) => callback(null, make(call.request));
const checked = (request) => new proto.CheckResponse().setInputs(request.getNews());
const unchanged = () => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE);

const server = new grpc.Server({ "grpc.max_receive_message_length": 400 * 1024 * 1024 });
server.addService(ResourceProviderService, {
  handshake: answer(() => new proto.ProviderHandshakeResponse().setAcceptSecrets(true)),
  checkConfig: answer(checked),
  diffConfig: answer(unchanged),
  configure: answer(() => new proto.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true)),
  check: answer(checked),
  diff: answer(unchanged),
  // As ours does, so that both are asked to read before they compare.
  create: answer((request) =>
    new proto.CreateResponse()
      .setId(request.getPreview() ? "" : randomUUID())
      .setProperties(request.getProperties())
      .setRefreshBeforeUpdate(true),
  ),
  read: answer((request) =>
    new proto.ReadResponse()
      .setId(request.getId())
      .setProperties(request.getProperties())
      .setInputs(request.getInputs())
      .setRefreshBeforeUpdate(true),
  ),
  update: answer((request) => new proto.UpdateResponse().setProperties(request.getNews()).setRefreshBeforeUpdate(true)),
  delete: answer(() => new Empty()),
  cancel: answer(() => new Empty()),
});
server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
  if (error) throw error;
  process.stdout.write(`${port}\n`);
});
