// RC2 in CBC mode (RFC 2268): old PFX files hide their (public) certificates with it, and OpenSSL 3 no longer offers it.
const PI = Buffer.from(
  "d978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2179a59f587b34f1361456d8d09817d32" +
    "bd8f40eb86b77b0bf09521225c6b4e8254d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626" +
    "6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed708e8eade8052eef784aa72ac354d6a2a" +
    "961ad2715a1549744b9fd05e0418a4ecc2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731" +
    "2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a90d38341bab33ffb0bb480c5fb9b1cd2e" +
    "c5f3db47e5a59c770aa62068fe7fc1ad",
  "hex",
);
const ROTATIONS = [1, 2, 3, 5] as const;
const pi = (index: number): number => PI[index & 255] ?? 0;

function expand(key: Buffer): readonly number[] {
  const bytes = [...key];
  const at = (index: number): number => bytes[index] ?? 0;
  for (let index = key.length; index < 128; index++) bytes[index] = pi(at(index - 1) + at(index - key.length));
  bytes[128 - key.length] = pi(at(128 - key.length));
  for (let index = 127 - key.length; index >= 0; index--) bytes[index] = pi(at(index + 1) ^ at(index + key.length));
  return Array.from({ length: 64 }, (_, index) => at(2 * index) + 256 * at(2 * index + 1));
}

function decryptBlock(keys: readonly number[], block: Buffer): Buffer {
  const words = [0, 2, 4, 6].map((at) => block.readUInt16LE(at));
  const word = (index: number): number => words[index & 3] ?? 0;
  let next = 63;
  const mix = (): void => {
    for (let index = 3; index >= 0; index--) {
      const turn = ROTATIONS[index] ?? 1;
      const turned = (word(index) >> turn) | (word(index) << (16 - turn));
      const mixed = (word(index + 3) & word(index + 2)) + (~word(index + 3) & word(index + 1));
      words[index] = (turned - (keys[next--] ?? 0) - mixed) & 0xffff;
    }
  };
  const mash = (): void => {
    for (let index = 3; index >= 0; index--) words[index] = (word(index) - (keys[word(index + 3) & 63] ?? 0)) & 0xffff;
  };
  for (const rounds of [5, 6, 5]) {
    for (let round = 0; round < rounds; round++) mix();
    if (next >= 0) mash();
  }
  const plain = Buffer.alloc(8);
  words.forEach((value, index) => plain.writeUInt16LE(value, index * 2));
  return plain;
}

/** @throws Error when the padding is wrong, which a wrong key shows in */
export function decryptRc2(key: Buffer, iv: Buffer, data: Buffer): Buffer {
  const keys = expand(key);
  const plain = Buffer.alloc(data.length);
  for (let at = 0; at + 8 <= data.length; at += 8) {
    const previous = at === 0 ? iv : data.subarray(at - 8, at);
    decryptBlock(keys, data.subarray(at, at + 8)).forEach((byte, index) => {
      plain[at + index] = byte ^ (previous[index] ?? 0);
    });
  }
  const padding = plain.at(-1) ?? 0;
  if (padding < 1 || padding > 8) throw new Error("bad decrypt");
  return plain.subarray(0, plain.length - padding);
}
