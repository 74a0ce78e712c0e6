import { describeNoun, unknownNoun } from "./describe";

// A reader such as `head` may leave before the end.
process.stdout.on("error", () => process.exit(0));

const [noun, ...more] = process.argv.slice(2);

if (noun === undefined || more.length > 0) {
  console.error("usage: npm run catalogue -- <Noun>, e.g. npm run catalogue -- ProtectionAlert");
  process.exitCode = 64;
} else {
  const lines = describeNoun(noun.replace(/^[A-Z][a-z]+-/, ""));
  if (lines) process.stdout.write(`${lines.join("\n")}\n`);
  else {
    console.error(unknownNoun(noun));
    process.exitCode = 1;
  }
}
