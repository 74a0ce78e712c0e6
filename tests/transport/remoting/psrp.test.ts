import assert from "node:assert/strict";
import { createPublicKey, publicEncrypt, constants, randomBytes } from "node:crypto";
import * as fc from "fast-check";
import { PurviewError } from "../../../provider/errors";
import { int, record, text, writeClixml } from "../../../provider/transport/clixml";
import {
  answerTo,
  decodeMessage,
  Defragmenter,
  encodeMessage,
  encryptSecure,
  fragmentsOf,
  guidBytes,
  guidFrom,
  MESSAGE,
  newKeyExchange,
  PipelineReader,
  PoolReader,
  type Message,
} from "../../../provider/transport/remoting/psrp";

const POOL = "00112233-4455-6677-8899-aabbccddeeff";
const PIPELINE = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(" ", ""), "hex");
const message = (type: number, data = ""): Message => ({ type, pool: POOL, pipeline: PIPELINE, data });
const refuses = (code: string, act: () => unknown): void =>
  assert.throws(act, (error) => error instanceof PurviewError && error.code === code);

describe("a fragment", () => {
  it("has the known bytes (docs/service/remoting.md#vectors)", () => {
    assert.deepEqual(fragmentsOf(encodeMessage(message(0x00041003)), 4n, 1000), [
      hex(
        "0000000000000004 0000000000000000 03 00000028 02000000 03100400 33221100554477668899aabbccddeeff 3c2d1e0f5a4b78698796a5b4c3d2e1f0",
      ),
    ]);
    assert.deepEqual(fragmentsOf(encodeMessage(message(0x00041002, "<S>abcdefghij</S>")), 9n, 25), [
      hex("0000000000000009 0000000000000000 01 00000019 020000000210040033221100554477668899aabbccddeeff3c"),
      hex("0000000000000009 0000000000000001 00 00000019 2d1e0f5a4b78698796a5b4c3d2e1f03c533e61626364656667"),
      hex("0000000000000009 0000000000000002 02 00000007 68696a3c2f533e"),
    ]);
  });

  it("is one of those that make the message again, whatever their size and packets", () =>
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ maxLength: 500 }), { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 1, max: 5 }),
        (messages, maxBlob, perPacket) => {
          const fragments = messages.flatMap((one, index) => fragmentsOf(one, BigInt(index * 7 + 1), maxBlob));
          const reader = new Defragmenter();
          const read: Buffer[] = [];
          for (let at = 0; at < fragments.length; at += perPacket)
            read.push(...reader.push(Buffer.concat(fragments.slice(at, at + perPacket))));
          assert.deepEqual(
            read,
            messages.map((one) => Buffer.from(one)),
          );
        },
      ),
    ));

  it("discards what was begun when it begins another message, as PowerShell's receiver does", () => {
    const [first = Buffer.alloc(0)] = fragmentsOf(Buffer.alloc(100, 1), 1n, 40);
    const whole = fragmentsOf(Buffer.alloc(10, 2), 2n, 40);
    assert.deepEqual(new Defragmenter().push(Buffer.concat([first, ...whole])), [Buffer.alloc(10, 2)]);
  });

  it("out of sequence, cut off or endless is one clear error", () => {
    const [one = Buffer.alloc(0), two = Buffer.alloc(0), three = Buffer.alloc(0)] = fragmentsOf(
      Buffer.alloc(100),
      1n,
      40,
    );
    const [, other = Buffer.alloc(0)] = fragmentsOf(Buffer.alloc(100), 5n, 40);
    const bad = [[two], [one, three], [one, two, two], [one, other], [one.subarray(0, 30)], [one.subarray(0, 10)]];
    for (const fragments of bad)
      refuses("PURVIEW_RESPONSE_MALFORMED", () => new Defragmenter().push(Buffer.concat(fragments)));
    const reader = new Defragmenter();
    const blob = Buffer.alloc(1024 * 1024);
    refuses("PURVIEW_RESPONSE_TOO_LARGE", () => {
      for (let id = 0; id < 100; id++) {
        const header = Buffer.alloc(21);
        header.writeBigUInt64BE(1n, 0);
        header.writeBigUInt64BE(BigInt(id), 8);
        header.writeUInt8(id === 0 ? 1 : 0, 16);
        header.writeUInt32BE(blob.byteLength, 17);
        reader.push(Buffer.concat([header, blob]));
      }
    });
  });
});

describe("a message of PSRP", () => {
  it("is read as it was written", () => {
    const one = message(MESSAGE.PIPELINE_OUTPUT, "<S>é</S>");
    assert.deepEqual(decodeMessage(encodeMessage(one)), one);
    assert.equal(guidFrom(guidBytes(POOL)), POOL);
    refuses("PURVIEW_RESPONSE_MALFORMED", () => decodeMessage(Buffer.alloc(39)));
  });

  it("of an unknown type says nothing", () => {
    const reader = new PipelineReader();
    assert.equal(reader.take(message(0x00049999, "no xml")), undefined);
    assert.equal(reader.result, undefined);
    assert.equal(new PoolReader().take(message(0x00029999, "no xml")), false);
  });

  it("that is no CLIXML, or a bomb of entities, is one clear error", () => {
    const bomb = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY c "&b;&b;">]><S>&c;</S>';
    for (const data of ["", "hello", "<S>a", "<Zzz>1</Zzz>", bomb])
      refuses("PURVIEW_RESPONSE_MALFORMED", () => new PipelineReader().take(message(MESSAGE.PIPELINE_OUTPUT, data)));
  });

  it("of another major version is refused", () => {
    const capability = writeClixml(record([["protocolversion", { tag: "Version", text: "3.0" }]]));
    refuses("PURVIEW_RESPONSE_MALFORMED", () => new PoolReader().take(message(MESSAGE.SESSION_CAPABILITY, capability)));
  });

  it("that the pool is broken carries the reason", () => {
    const data = writeClixml(
      record([
        ["RunspaceState", int(5)],
        ["ExceptionAsErrorRecord", record([["Exception", record([["Message", text("too many")]])]])],
      ]),
    );
    const pool = new PoolReader();
    pool.take(message(MESSAGE.RUNSPACEPOOL_STATE, data));
    assert.equal(pool.state.name === "broken" && pool.state.reason?.message, "too many");
  });
});

describe("a call of the host", () => {
  const call = (method: number, parameters: readonly (string | number)[]): Message =>
    message(
      MESSAGE.PIPELINE_HOST_CALL,
      writeClixml(
        record([
          ["ci", { tag: "I64", text: "7" }],
          ["mi", int(method)],
          ["mp", { list: parameters.map((one) => (typeof one === "string" ? text(one) : int(one))) }],
        ]),
      ),
    );

  it("is ignored where nobody waits for an answer", () => {
    for (const method of [6, 13, 16, 20, 53]) assert.deepEqual(answerTo(call(method, [])), { kind: "ignore" });
  });

  it("that asks for a choice gets the default", () => {
    const answer = answerTo(call(26, ["Confirm", "Are you sure?", "Yes/No", 1]));
    assert.ok(answer.kind === "answer");
    assert.match(answer.data, /<I64 N="ci">7<\/I64>.*<I32>26<\/I32>.*<I32 N="mr">1<\/I32>/);
  });

  it("that nobody can answer is refused, with what was asked", () => {
    assert.deepEqual(answerTo(call(26, ["Confirm", "Are you sure?", "Yes/No", -1])), {
      kind: "refuse",
      method: "Confirm: Are you sure?: Yes/No",
    });
    assert.deepEqual(answerTo(call(11, [])), { kind: "refuse", method: "ReadLine" });
  });
});

describe("a secure string", () => {
  it("is encrypted to the known answer (docs/service/remoting.md#session-key)", () => {
    assert.equal(
      encryptSecure("abc", Buffer.from(Array.from({ length: 32 }, (_, at) => at))),
      "ptgI4o+hft5OsPDAFTQ6Sw==",
    );
  });

  it("is under a key that the server encrypted with ours", async () => {
    const exchange = await newKeyExchange();
    const blob = Buffer.from(exchange.publicKey, "base64");
    assert.equal(blob.subarray(0, 16).toString("hex"), "06020000" + "00a40000" + "52534131" + "00080000");
    assert.equal(blob.readUInt32LE(16), 65537);
    const key = createPublicKey({
      format: "jwk",
      key: {
        kty: "RSA",
        e: "AQAB",
        n: Buffer.from(blob.subarray(20)).reverse().toString("base64url"),
      },
    });
    const secret = randomBytes(32);
    const encrypted = publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, secret).reverse();
    const reply = Buffer.concat([hex("01020000 10660000 00a40000"), encrypted]).toString("base64");
    assert.deepEqual(exchange.unlock(reply), secret);
    refuses("PURVIEW_RESPONSE_MALFORMED", () => exchange.unlock("AAAA"));
  });
});
