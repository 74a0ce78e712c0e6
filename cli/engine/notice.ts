export const NOTICE =
  "This is the embedded engine of pulumi-purview, for trying and testing. The production engine is `pulumi` (https://www.pulumi.com/docs/install).";

export const writeNotice = (): void => void process.stderr.write(`${NOTICE}\n`);

export const writeJson = (value: unknown): void =>
  void process.stdout.write(`${JSON.stringify(value, undefined, 4)}\n`);
