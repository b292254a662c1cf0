import * as z from "zod";
import national from "#data/national-rating.json" with { type: "json" };
import themes from "#data/themes.json" with { type: "json" };
import departments from "#district/departments.json" with { type: "json" };
import district from "#district/district.json" with { type: "json" };
import type { CaseRecord } from "#shared/cases/public.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Comment } from "#shared/ratings/comments/comments.ts";
import { starsOf } from "#shared/ratings/levels.ts";
import { isValid } from "#shared/ratings/rating.ts";
import type { RatingRecord } from "#shared/ratings/record.ts";
import type { NationalField } from "./faults.ts";

const { codes, fields } = national;
export const nationalEdition = national.edition;

const text = (name: NationalField) => z.string().min(1).max(fields[name].maxLength);
const oneOf = (values: Record<string, string>) => z.enum(Object.values(values));
const localTime = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * A rating as the national platform takes it (国家政务服务平台“好差评”); what is not confirmed of it stands in
 * data/national-rating.json.
 */
export const nationalRatingSchema = z.strictObject({
  areaCode: z.string().regex(/^\d{12}$/),
  deptCode: z.string().length(18),
  taskCode: z.string().length(31),
  /** Of items that are parts of another (业务办理项). */
  taskHandleItem: z.string().length(33).optional(),
  taskName: text("taskName"),
  subMatter: text("subMatter").optional(),
  projectNo: text("projectNo"),
  proStatus: oneOf(codes.proStatus),
  proDepart: text("proDepart"),
  /** Nobody handled what was withdrawn before it was looked at. */
  proManager: text("proManager").optional(),
  pf: oneOf(codes.pf),
  // Of a rater who stays unknown (匿名) neither goes out.
  certKey: text("certKey").optional(),
  userName: text("userName").optional(),
  userProp: oneOf(codes.userProp),
  /** Stars: 5 is 非常满意. */
  satisfaction: z.enum(["1", "2", "3", "4", "5"]),
  /** Codes of three digits, joined by commas. */
  evalDetail: text("evalDetail")
    .regex(/^[1-5]\d{2}(,[1-5]\d{2})*$/)
    .optional(),
  writingEvaluation: text("writingEvaluation").optional(),
  /** `yyyy-MM-dd HH:mm:ss` in Shanghai. */
  assessTime: z.string().regex(localTime),
  assessNumber: oneOf(codes.assessNumber),
  appStatus: oneOf(codes.appStatus),
  promiseTime: oneOf(codes.promiseTime),
  acceptDate: z.string().regex(localTime).optional(),
  dataSource: text("dataSource"),
  anonymous: oneOf(codes.anonymous),
  effectivEvalua: oneOf(codes.effectivEvalua),
  rectification: oneOf(codes.rectification).optional(),
  answer: text("answer").optional(),
});
export type NationalRating = z.output<typeof nationalRatingSchema>;
/** The same with all that could be filled in, right or not. */
export type NationalDraft = Partial<Record<NationalField, string>>;

/** All that a national record tells of. */
export type NationalSources = {
  rating: RatingRecord;
  /** Undefined when there is no such case, or its personal data has gone. */
  of?: Pick<CaseRecord, "head" | "person"> | undefined;
  /** The version that was applied for; undefined when the catalogue has none. */
  item?: ServiceItem | undefined;
  /** As the staff directory has it. */
  managerName?: string | undefined;
  comment?: Pick<Comment, "state" | "text" | "reply"> | undefined;
  /** Of a second rating: the first one of its stage. */
  first?: Pick<RatingRecord, "heldBack"> | undefined;
};

const inShanghai = (instant: string): string =>
  `${dayOf(instant)} ${new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(11, 19)}`;

/** The account of who handled what is rated: whose shift it was at the window, else who handles the case. */
export const managerOf = ({ rating, of }: Pick<NationalSources, "rating" | "of">): string | undefined =>
  rating.rating.clerkId ?? of?.head.handler ?? of?.head.acceptedBy;

const reviewOf = ({ rating, comment }: NationalSources): keyof typeof codes.appStatus =>
  rating.rating.comment ? (comment && comment.state !== "waiting" ? "reviewed" : "waiting") : "none";

/** What of a rating can be filled in. The comment goes out as a supervisor published it, and no sooner. */
export function nationalDraftOf(sources: NationalSources): NationalDraft {
  const { rating: record, of, item, managerName, comment } = sources;
  const { invitation, rating } = record;
  const department = departments.find(({ code }) => code === invitation.department);
  const applicant = rating.anonymous ? undefined : of?.person.applicant;
  const draft: Record<NationalField, string | undefined> = {
    areaCode: `${district.code}000000`,
    deptCode: department?.uscc,
    taskCode: invitation.itemCode.slice(0, 31),
    taskHandleItem: invitation.itemCode.length > 31 ? invitation.itemCode : undefined,
    taskName: item?.name.zh,
    subMatter:
      item &&
      themes
        .filter(({ id }) => item.themes.includes(id))
        .map(({ name }) => name.zh)
        .join(","),
    projectNo: record.caseNumber,
    proStatus: codes.proStatus[record.stage],
    proDepart: department?.name.zh,
    proManager: managerName,
    pf: codes.pf[rating.channel],
    certKey: applicant?.idNumber,
    userName: applicant?.name,
    userProp: of && codes.userProp[of.person.applicant.idType === "uscc" ? "organisation" : "person"],
    satisfaction: String(starsOf(rating.level)),
    evalDetail: rating.details.length > 0 ? [...rating.details].sort().join(",") : undefined,
    writingEvaluation: comment?.state === "published" ? comment.text : undefined,
    assessTime: inShanghai(rating.ratedAt),
    assessNumber: codes.assessNumber[record.turn],
    appStatus: codes.appStatus[reviewOf(sources)],
    promiseTime: of && codes.promiseTime[of.head.item.instant ? "instant" : "promised"],
    acceptDate: of?.head.acceptedAt && inShanghai(of.head.acceptedAt),
    dataSource: district.code,
    anonymous: codes.anonymous[rating.anonymous ? "yes" : "no"],
    effectivEvalua: codes.effectivEvalua[isValid(record) ? "valid" : "invalid"],
    rectification: record.rectification && codes.rectification[record.rectification],
    answer: comment?.state === "published" ? comment.reply?.text : undefined,
  };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined && value !== ""));
}
