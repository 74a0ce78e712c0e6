import type { Plain } from "../../../provider/values";

/** A package as somebody writes it by hand, with all that the schema has. */
export const HANDWRITTEN = `<?xml version="1.0" encoding="UTF-16"?>
<!-- Numbers of our employees -->
<RulePackage xmlns="http://schemas.microsoft.com/office/2011/mce">
<RulePack id="DAD86A92-AB18-43BB-AB35-96F7C594ADAA">
  <Version build="0" major="1" minor="0" revision="0"/>
  <Publisher id="619DD8C3-7B80-4998-A312-4DF0402BAC04"/>
  <Details defaultLangCode="en-us">
    <LocalizedDetails langcode="en-us">
      <PublisherName>Fabrikam &amp; Sons</PublisherName>
      <Name>Staff numbers</Name>
      <Description>
        What our staff numbers look like.
      </Description>
    </LocalizedDetails>
  </Details>
</RulePack>
<Rules>
  <Entity id="E1CC861E-3FE9-4A58-82DF-4BD259EAB378" patternsProximity="300" recommendedConfidence="70">
    <Pattern confidenceLevel="60"><IdMatch idRef="Regex_staff"/></Pattern>
    <Pattern confidenceLevel="80">
      <IdMatch idRef="Regex_staff"/>
      <Match idRef="Func_us_date"/>
      <Any minMatches="1">
        <Match idRef="Keyword_badge" minCount="2"/>
        <Match idRef="Keyword_staff"/>
      </Any>
      <Any minMatches="0" maxMatches="0"><Match idRef="Keyword_other"/></Any>
    </Pattern>
  </Entity>
  <Regex id="Regex_staff">(\\s)(\\d{9})(\\s)</Regex>
  <Keyword id="Keyword_staff"><Group matchStyle="word"><Term>Identification</Term><Term>Fabrikam staff</Term></Group></Keyword>
  <Keyword id="Keyword_badge"><Group matchStyle="string"><Term>card</Term><Term caseSensitive="true">ID</Term></Group></Keyword>
  <Keyword id="Keyword_other"><Group matchStyle="word"><Term>credit card</Term></Group></Keyword>
  <LocalizedStrings>
    <Resource idRef="E1CC861E-3FE9-4A58-82DF-4BD259EAB378">
      <Name default="true" langcode="en-us">Staff number</Name>
      <Description default="true" langcode="en-us">
        Finds staff numbers.
      </Description>
      <Description default="false" langcode="de-de">Findet Personalnummern.</Description>
    </Resource>
  </LocalizedStrings>
</Rules>
</RulePackage>`;

/** What the service makes of a package that it keeps: its own attributes, another order of attributes and whitespace. */
export const asReturned = (xml: string): string =>
  xml
    .replace(/^<\?xml[^>]*\?>\s*/, '<?xml version="1.0" encoding="utf-16"?>')
    .replace("<RulePack ", '<RulePack lastModifiedTime="2026-05-06T07:08:09Z" ')
    .replace(/<Entity /g, '<Entity relaxProximity="false" lastModifiedTime="2026-05-06T07:08:09Z" ')
    .replace(/>\s+</g, "><");

export const base64Utf16 = (text: string): string => Buffer.from(`\uFEFF${text}`, "utf16le").toString("base64");

/** The text that a write sends as bytes. */
export function sentText(wire: Plain | undefined): string {
  const { Data } = wire as { readonly Data: readonly number[] };
  return Buffer.from(Data)
    .toString("utf16le")
    .replace(/^\uFEFF/, "");
}
