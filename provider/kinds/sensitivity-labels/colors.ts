import { pageOf } from "../../../catalogue";
import type { CheckRule } from "../define";
import { isRecord, reveal } from "../../values";

const HEX = /^#[0-9a-f]{6}$/i;

/** Colors are `#RRGGBB` (docs/service/sensitivity-labels.md#colors); what is not known yet, or empty, is none. */
export const hexColors: CheckRule = ({ advancedSettings = null, ...inputs }) => {
  const settings = reveal(advancedSettings);
  const colors = [
    ...Object.entries(inputs).filter(([property]) => /FontColor$/.test(property)),
    ...Object.entries(isRecord(settings) ? settings : {})
      .filter(([key]) => key.toLowerCase() === "color")
      .map(([key, value]) => [`advancedSettings.${key}`, value] as const),
  ];
  return colors.flatMap(([property, value = null]) => {
    const color = reveal(value);
    return typeof color !== "string" || color === "" || HEX.test(color.trim())
      ? []
      : [
          {
            property,
            reason: `should be a color as #RRGGBB, e.g. "#40e0d0", not ${JSON.stringify(color)} (stated by ${pageOf("New-Label", "AdvancedSettings")}; the service may accept it)`,
            stated: true as const,
          },
        ];
  });
};
