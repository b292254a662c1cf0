import type { Party } from "#shared/cases/case.ts";
import type { ServiceItem } from "#shared/catalogue/public.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { errorIf, fieldError } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { capacityOn, mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import type { MandateFault, RepresentationsPublic } from "#shared/representations/public.ts";
import { applicantIdOf, partyOf } from "./applicant.ts";
import type { NameAtWindow } from "./at-window.ts";

export type IdentifyApplicantDeps = {
  nameAtWindow: NameAtWindow;
  representations: Pick<RepresentationsPublic, "actingFor">;
  now: () => string;
};

/** Whose application it is, and who acts for them. */
export type ApplicantAndAgent = {
  applicant?: Party | undefined;
  applicantId: string;
  agent?: Party;
  /** What an applicant of 16 or 17 declared, and counts as grown up by. */
  ownEarnings?: true;
  /** The account that submits for somebody else. */
  submittedBy?: string;
  representationId?: string;
  errors: FieldError[];
};

type Said = { applicant?: unknown; onBehalfOf?: unknown; ownEarnings?: unknown };

const hindrances: Record<MandateFault, { zh: string; en: string }> = {
  unknown: { zh: "您没有这项代理关系。", en: "There is no such representation of yours." },
  notActive: {
    zh: "这项代理关系现在无效：尚未确认，或者已撤销、已到期。",
    en: "This representation is not in force: not confirmed yet, revoked or expired.",
  },
  outOfScope: { zh: "这项授权不包括此事项。", en: "This mandate does not cover this item." },
};
const texts = {
  clerk: { zh: "窗口代办请填写代理人。", en: "At the window, please give the proxy instead." },
  minor: {
    zh: "未满十八周岁的，由监护人在“代理与授权”登记后代为申请，或者到窗口办理（《中华人民共和国民法典》第十九条、第二十条、第二十三条）；已满十六周岁、以自己的劳动收入为主要生活来源的，声明后可以自己申请（第十八条第二款）。",
    en: "For somebody under 18 a guardian applies, once registered under “Acting for others”; or come to the window (Civil Code, Arts. 19, 20 and 23). From 16 on, whoever lives mainly on their own earnings declares so and applies by themselves (Art. 18(2)).",
  },
  forOrganisations: {
    zh: "此事项由企业等组织申请，不能以个人名义申请；请先绑定单位或者取得单位授权，再以单位名义申请。",
    en: "This item is for organisations, not for a person in their own name. Please bind the organisation, or have it mandate you, and apply in its name.",
  },
  forPersons: {
    zh: "此事项由个人申请，不能以单位名义申请。",
    en: "This item is for persons; an organisation cannot apply.",
  },
};

/** A sole trader (个体工商户, code beginning with 92) has a code and is a natural person as well (民法典 Art. 54). */
function checkAudience({ idType, idNumber }: Party, { audience }: ServiceItem): FieldError[] {
  const organisation = idType === "uscc";
  const admitted =
    (organisation && audience.some((one) => one !== "naturalPerson")) ||
    ((!organisation || idNumber.startsWith("92")) && audience.includes("naturalPerson"));
  const code = organisation ? "forPersons" : "forOrganisations";
  return errorIf(!admitted, ["applicant"], code, texts[code]);
}

const idIn = (onBehalfOf: unknown): string => {
  const { representationId } = (onBehalfOf ?? {}) as { representationId?: unknown };
  return typeof representationId === "string" ? representationId : "";
};

/** Asks who acts for whom once for each request: its checks and its submission get the same answer. */
export function identifyApplicant({ nameAtWindow, representations, now }: IdentifyApplicantDeps) {
  const asked = new WeakMap<Caller, ReturnType<RepresentationsPublic["actingFor"]>>();
  const actingFor = (caller: Caller, representationId: string, itemCode: string) => {
    const on = { agentId: caller.id, itemCode, day: dayOf(now()) };
    const found = asked.get(caller) ?? representations.actingFor(representationId, on);
    asked.set(caller, found);
    return found;
  };

  return async (caller: Caller, said: Said, item: ServiceItem): Promise<ApplicantAndAgent> => {
    const own = partyOf(caller, said.applicant);
    if (caller.role === "clerk" || said.onBehalfOf === undefined) {
      const today = dayOf(now());
      const minor =
        caller.identity?.idType === "residentId" && capacityOn(today, caller.identity.idNumber) !== "full";
      const earns =
        said.ownEarnings === true &&
        own?.idType === "residentId" &&
        mayLiveOnOwnEarnings(today, own.idNumber);
      return {
        applicant: own,
        applicantId: await applicantIdOf(caller, own, nameAtWindow),
        ...(caller.role === "clerk" && { submittedBy: caller.id }),
        ...(earns && { ownEarnings: true }),
        errors: [
          ...errorIf(
            caller.role === "clerk" && said.onBehalfOf !== undefined,
            ["onBehalfOf"],
            "notAllowed",
            texts.clerk,
          ),
          ...errorIf(caller.role !== "clerk" && minor && !earns, ["applicant"], "minor", texts.minor),
          ...(own ? checkAudience(own, item) : []),
        ],
      };
    }
    const representationId = idIn(said.onBehalfOf);
    const found = await actingFor(caller, representationId, item.itemCode);
    if (typeof found === "string") {
      const error = fieldError(["onBehalfOf", "representationId"], found, hindrances[found]);
      return { applicantId: caller.id, errors: [error] };
    }
    const applicant = own && { ...found.party, phone: own.phone };
    return {
      applicant,
      applicantId: found.principalId,
      ...(own && { agent: own }),
      submittedBy: caller.id,
      representationId,
      errors: applicant ? checkAudience(applicant, item) : [],
    };
  };
}
