const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Properties that are `System.Guid` in .NET; others that happen to hold a GUID (a name, an identity) are strings. */
const GUID_NAME = /(^|[a-z])Guid$|ObjectId$|^(ImmutableId|ObjectVersion|Policy|ParentPolicyId|MasterIdentity)$/;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
const DATE_NAME = /^When|Date|Time|UTC$/;

export const isGuidName = (name: string): boolean => GUID_NAME.test(name);
export const isDateName = (name: string): boolean => DATE_NAME.test(name);
export const isGuidText = (text: string): boolean => GUID.test(text);
export const isDateText = (text: string): boolean => DATE.test(text);
export const isInt32 = (value: number): boolean => Number.isInteger(value) && Math.abs(value) < 2 ** 31;
