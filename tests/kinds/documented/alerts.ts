import type { Documented } from "./types";

const NEW = {
  category: "Others",
  notifyUser: ["admin@contoso.com"],
  threatType: "Activity",
  operation: ["SearchRemoved"],
  aggregationType: "None",
} as const;

/** Pages of alert policies. */
export const ALERTS: readonly Documented[] = [
  {
    from: "New-ProtectionAlert, 1",
    noun: "ProtectionAlert",
    declared: {
      ...NEW,
      name: "Content search deleted",
      description: "Custom alert policy to track when content searches are deleted",
    },
    cmdlet: "New-ProtectionAlert",
    parameters: {
      Name: "Content search deleted",
      Description: "Custom alert policy to track when content searches are deleted",
      Category: "Others",
      NotifyUser: ["admin@contoso.com"],
      ThreatType: "Activity",
      Operation: ["SearchRemoved"],
      AggregationType: "None",
    },
  },
  {
    from: "Set-ProtectionAlert, 1",
    noun: "ProtectionAlert",
    before: { ...NEW, name: "Content search removed" },
    declared: {
      ...NEW,
      name: "Content search removed",
      notifyUserOnFilterMatch: true,
      aggregationType: "SimpleAggregation",
      threshold: 10,
      timeWindow: 120,
    },
    cmdlet: "Set-ProtectionAlert",
    parameters: {
      Identity: "Content search removed",
      NotifyUserOnFilterMatch: true,
      AggregationType: "SimpleAggregation",
      Threshold: 10,
      TimeWindow: 120,
    },
  },
];
