import { defineKind } from "../define";
import { example } from "../example";

/** Set wants both switches every time. */
export const recordReviewNotificationTemplateConfig = defineKind({
  noun: "RecordReviewNotificationTemplateConfig",
  summary: "Texts of the mails that disposition reviewers get.",
  notes: ["One per tenant. Deleting the resource leaves the setting as it is."],
  examples: [
    example("A text of our own in notifications", {
      "review-mails": [
        "RecordReviewNotificationTemplateConfig",
        {
          isCustomizedNotificationTemplate: true,
          customizedNotificationDataString: "Please decide within two weeks.",
          isCustomizedReminderTemplate: false,
        },
      ],
    }),
  ],
  identity: { kind: "singleton" },
  fields: {
    IsCustomizedNotificationTemplate: { description: "Whether the notification has its own text." },
    IsCustomizedReminderTemplate: { description: "Whether the reminder has its own text.", default: false },
    CustomizedNotificationDataString: { description: "Text that is added to the notification." },
    CustomizedReminderDataString: { description: "Text that is added to the reminder." },
  },
});
