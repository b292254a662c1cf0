const dayMs = 86_400_000;

export type Tags = Readonly<Record<string, string>>;
type Transition = { StorageClass?: string; TransitionInDays?: number; TransitionDate?: string };
/** A rule as its template has it. */
type Rule = {
  Id?: string;
  Status?: string;
  Prefix?: string;
  TagFilters?: { Key: string; Value: string }[];
  ObjectSizeGreaterThan?: string;
  ObjectSizeLessThan?: string;
  ExpirationInDays?: number;
  ExpirationDate?: string;
  ExpiredObjectDeleteMarker?: boolean;
  NoncurrentVersionExpirationInDays?: number;
  NoncurrentVersionExpiration?: { NoncurrentDays?: number; NewerNoncurrentVersions?: number };
  AbortIncompleteMultipartUpload?: { DaysAfterInitiation?: number };
  Transition?: Transition;
  Transitions?: Transition[];
  NoncurrentVersionTransition?: Transition;
  NoncurrentVersionTransitions?: Transition[];
};
/** What of a bucket's rules ends something; transitions change prices and nothing that can be seen. */
export type Lifecycle = {
  /** Whether a current version has had its time. */
  isExpired(object: { key: string; size: number; tags: Tags; at: Date }, now: Date): boolean;
  /** Whether a version that another one replaced has; `newer` counts those after it that are not current either. */
  isOver(version: { key: string; size: number; tags: Tags; since: Date; newer: number }, now: Date): boolean;
  /** Whether a delete marker goes that has no version behind it. */
  clearsMarker(key: string): boolean;
};

const inactive = new Set(["STANDARD_IA", "ONEZONE_IA"]);
const classes = new Set([
  ...inactive,
  "INTELLIGENT_TIERING",
  "GLACIER",
  "GLACIER_IR",
  "DEEP_ARCHIVE",
  // As CloudFormation also writes GLACIER.
  "Glacier",
]);
const isCount = (value: unknown): boolean => Number.isInteger(Number(value)) && Number(value) > 0;

const transitionsOf = ({ Transition, Transitions = [] }: Rule): Transition[] =>
  Transition ? [Transition, ...Transitions] : Transitions;
const noncurrentTransitionsOf = (rule: Rule): Transition[] => [
  ...(rule.NoncurrentVersionTransition ? [rule.NoncurrentVersionTransition] : []),
  ...(rule.NoncurrentVersionTransitions ?? []),
];
const noncurrentDaysOf = (rule: Rule): number | undefined =>
  rule.NoncurrentVersionExpiration?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays;

/** Why S3 takes no such rule. https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html */
function faultOf(rule: Rule): string | undefined {
  const { ExpirationInDays: days, AbortIncompleteMultipartUpload: abort, TagFilters: tags = [] } = rule;
  const transitions = transitionsOf(rule);
  const noncurrent = noncurrentDaysOf(rule);
  const actions = [days, rule.ExpirationDate, rule.ExpiredObjectDeleteMarker, noncurrent, abort];
  if (rule.Status !== "Enabled" && rule.Status !== "Disabled") return "its status is Enabled or Disabled";
  if (
    actions.every((one) => one === undefined) &&
    transitions.length + noncurrentTransitionsOf(rule).length === 0
  )
    return "it does nothing";
  for (const count of [days, noncurrent, abort?.DaysAfterInitiation])
    if (count !== undefined && !isCount(count)) return "days are a whole number of one or more";
  if (rule.ExpirationDate && !/T00:00:00(\.0+)?Z$/.test(rule.ExpirationDate)) return "a date is midnight UTC";
  if (tags.length > 0 && (abort || rule.ExpiredObjectDeleteMarker))
    return "unfinished uploads and delete markers have no tags";
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) return "a tag is named twice";
  if (rule.ExpiredObjectDeleteMarker && days !== undefined) return "delete markers go with the days anyway";
  for (const { StorageClass = "", TransitionInDays: after } of [
    ...transitions,
    ...noncurrentTransitionsOf(rule),
  ]) {
    if (!classes.has(StorageClass))
      return `there is no storage class ${JSON.stringify(StorageClass)} to go to`;
    if (inactive.has(StorageClass) && after !== undefined && Number(after) < 30)
      return `${StorageClass} takes objects from their 30th day on`;
  }
  if (
    days !== undefined &&
    transitions.some(({ TransitionInDays: after = 0 }) => Number(after) >= Number(days))
  )
    return "objects go before they would be moved";
  return undefined;
}

/** S3 rounds up to the next midnight UTC. */
const endOf = (from: Date, days: number): number =>
  Math.ceil((from.getTime() + days * dayMs) / dayMs) * dayMs;

/** @throws Error with the sentence for a rule that S3 refuses when it is deployed */
export function lifecycleOf(bucket: string, rules: readonly Rule[]): Lifecycle {
  const ids = rules.flatMap(({ Id }) => Id ?? []);
  if (new Set(ids).size < ids.length)
    throw new Error(`S3 refuses the lifecycle of ${bucket}: two rules have one id.`);
  rules.forEach((rule, index) => {
    const fault = faultOf(rule);
    if (fault)
      throw new Error(`S3 refuses rule ${rule.Id ?? index + 1} of the lifecycle of ${bucket}: ${fault}.`);
  });
  const enabled = rules.filter(({ Status }) => Status === "Enabled");
  const forKey = ({ Prefix = "" }: Rule, key: string): boolean => key.startsWith(Prefix);
  const forObject = (rule: Rule, { key, size, tags }: { key: string; size: number; tags: Tags }): boolean =>
    forKey(rule, key) &&
    (rule.TagFilters ?? []).every(({ Key, Value }) => tags[Key] === Value) &&
    size > Number(rule.ObjectSizeGreaterThan ?? -1) &&
    size < Number(rule.ObjectSizeLessThan ?? Number.POSITIVE_INFINITY);
  return {
    isExpired: (object, now) =>
      enabled.some((rule) => {
        if (!forObject(rule, object)) return false;
        if (rule.ExpirationDate) return now >= new Date(rule.ExpirationDate);
        const days = rule.ExpirationInDays;
        return days !== undefined && now.getTime() >= endOf(object.at, Number(days));
      }),
    isOver: (version, now) =>
      enabled.some((rule) => {
        const days = noncurrentDaysOf(rule);
        const kept = Number(rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions ?? 0);
        return (
          days !== undefined &&
          forObject(rule, version) &&
          version.newer >= kept &&
          now.getTime() >= endOf(version.since, Number(days))
        );
      }),
    clearsMarker: (key) =>
      enabled.some(
        (rule) =>
          forKey(rule, key) &&
          (rule.ExpiredObjectDeleteMarker === true || rule.ExpirationInDays !== undefined),
      ),
  };
}
