import { z } from "zod";

const match = z
  .strictObject({
    cmdlet: z.string().min(1).optional(),
    path: z.string().min(1).optional(),
    tenant: z.string().min(1).optional(),
    nth: z.int().min(1).optional(),
    probability: z.number().min(0).max(1).optional(),
  })
  .default({});

const ms = z.number().min(0).max(3_600_000);

/**
 * Everything that can go wrong on request (docs/emulator.md#faults). Options other than `type` have defaults; docs/emulator.md
 * lists them.
 */
export const faultSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("status"),
    status: z.int().min(400).max(599),
    /** Seconds (decimals too) or an HTTP date; absent = no header. */
    retryAfter: z.union([z.number().min(0), z.string()]).optional(),
    /** Of a 401: the claims to ask for, as an object; true = a made-up one; false = a plain challenge. */
    claims: z.union([z.boolean(), z.record(z.string(), z.unknown())]).optional(),
    body: z.enum(["json", "text", "html", "nul", "empty"]).optional(),
    message: z.string().optional(),
  }),
  z.strictObject({ type: z.literal("resetBefore") }),
  z.strictObject({ type: z.literal("resetAfter") }),
  z.strictObject({ type: z.literal("truncate"), bytes: z.int().min(0).optional() }),
  z.strictObject({ type: z.literal("delay"), ms }),
  z.strictObject({ type: z.literal("hang"), after: z.boolean().optional() }),
  z.strictObject({ type: z.literal("redirectLoop") }),
  z.strictObject({ type: z.literal("redirectElsewhere"), location: z.url().optional() }),
  z.strictObject({ type: z.literal("emptyBody") }),
  z.strictObject({ type: z.literal("sessionLimit") }),
  z.strictObject({ type: z.literal("expirePaging") }),
  z.strictObject({ type: z.literal("jsonOnly"), answer: z.enum(["json", "error"]).optional() }),
  z.strictObject({ type: z.literal("stale") }),
  z.strictObject({ type: z.literal("missListsAll") }),
  z.strictObject({ type: z.literal("beingDeployed") }),
  z.strictObject({ type: z.literal("deployError") }),
  z.strictObject({ type: z.literal("dropProperty"), property: z.string().min(1) }),
  z.strictObject({ type: z.literal("ignoreProperty"), property: z.string().min(1) }),
  z.strictObject({ type: z.literal("hideCmdlet"), cmdlet: z.string().min(1).optional() }),
  z.strictObject({
    type: z.literal("hideParameter"),
    parameter: z.string().min(1),
    cmdlet: z.string().min(1).optional(),
  }),
]);

export const faultRuleSchema = z.strictObject({
  match,
  fault: faultSchema,
  times: z.int().min(1).optional(),
});

export const faultRulesSchema = z.array(faultRuleSchema);

export type Fault = z.infer<typeof faultSchema>;
export type FaultRule = z.infer<typeof faultRuleSchema>;
export type FaultType = Fault["type"];
