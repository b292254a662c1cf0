import type { Caller } from "#shared/kernel/http/caller.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import type { FieldError } from "#shared/kernel/http/problem.ts";
import { pointer } from "#shared/kernel/http/validation.ts";
import { birthDateOf, birthday, capacityOn, mayLiveOnOwnEarnings } from "#shared/kernel/people/age.ts";
import { type Identity, isSamePerson } from "#shared/kernel/people/identity.ts";
import { idWithoutAccount, type PersonKeys } from "#shared/kernel/people/person-keys.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import type { RepresentationRequest } from "#shared/representations/api.ts";
import { daysAfter, maxDays, type requestRepresentation } from "#shared/representations/decide.ts";
import { representationProblems } from "#shared/representations/problems.ts";
import { organisationId, type Representation } from "#shared/representations/record.ts";

export type NewRepresentation = Omit<Parameters<typeof requestRepresentation>[0], "representationId">;

const texts = {
  oneself: { zh: "不能授权给自己。", en: "You cannot mandate yourself." },
  ownWard: { zh: "被监护人不能是您本人。", en: "You cannot be your own ward." },
  minorAgent: {
    zh: "代理人须年满十八周岁，或者已满十六周岁并以自己的劳动收入为主要生活来源（《中华人民共和国民法典》第十八条）。",
    en: "An agent must be 18 or older, or 16 and live mainly on their own earnings (Civil Code, Art. 18).",
  },
  minorSelf: {
    zh: "未满十八周岁的，由监护人代理或者到窗口办理；已满十六周岁、以自己的劳动收入为主要生活来源的，请作出声明（《中华人民共和国民法典》第十八条至第二十条、第二十三条）。",
    en: "Somebody under 18 is represented by a guardian, or comes to the window; whoever is 16 and lives mainly on their own earnings declares that (Civil Code, Arts. 18 to 20 and 23).",
  },
  until: {
    zh: `截止日期应在今天至 ${maxDays} 天之内。`,
    en: `The last day must lie between today and ${maxDays} days from now.`,
  },
};
const wrong = (path: string[], code: keyof typeof texts): FieldError => ({
  path: pointer("body", path),
  code,
  message: texts[code],
});

const isMinor = ({ idType, idNumber }: { idType: string; idNumber: string }, today: string): boolean =>
  idType === "residentId" && capacityOn(today, idNumber) !== "full";

/**
 * What is asked for, with both sides as they are known for certain: the caller by their verified identity, an
 * organisation by the binding of its legal representative. @throws Problem that names everything wrong
 */
export async function readRequest(
  { store, keys }: { store: Pick<RecordStore<Representation>, "read">; keys: PersonKeys },
  body: RepresentationRequest,
  { id, identity }: Caller,
  today: string,
): Promise<NewRepresentation> {
  if (!identity) throw representationProblems.identityNeeded();
  const keyOf = ({ idNumber }: Pick<Identity, "idNumber">) => keys.keyOf("idNumber", idNumber);
  // 民法典 Art. 18(2): who lives mainly on earnings of their own at 16 or 17 counts as fully capable.
  const earns = ({ idType, idNumber }: Pick<Identity, "idType" | "idNumber">) =>
    idType === "residentId" && mayLiveOnOwnEarnings(today, idNumber);
  const declared = body.ownEarnings === true && earns(identity);
  const young = isMinor(identity, today) && !declared && wrong(["kind"], "minorSelf");
  switch (body.kind) {
    case "legalRepresentative": {
      requireNoErrors([young]);
      return {
        kind: body.kind,
        agent: identity,
        agentId: id,
        agentKey: await keyOf(identity),
        ...(declared && { ownEarnings: ["agent"] }),
        principalId: organisationId(body.uscc),
        principal: { idType: "uscc", idNumber: body.uscc },
      };
    }
    case "guardian": {
      const ward = { ...body.ward, idType: "residentId" as const };
      requireNoErrors([young, isSamePerson(identity, ward) && wrong(["ward", "idNumber"], "ownWard")]);
      // 民法典 Art. 17: of age on the eighteenth birthday; until the day before a guardian acts.
      const last = isMinor(ward, today) && daysAfter(birthday(birthDateOf(ward.idNumber), 18), -1);
      return {
        kind: body.kind,
        agent: identity,
        agentId: id,
        agentKey: await keyOf(identity),
        ...(declared && { ownEarnings: ["agent"] }),
        principalId: idWithoutAccount(await keyOf(ward)),
        principal: ward,
        ...(last && { until: last }),
      };
    }
    case "proxy": {
      const { under, scope, until } = body;
      const agent = { ...body.agent, idType: "residentId" as const };
      requireNoErrors([
        young,
        isSamePerson(identity, agent) && wrong(["agent", "idNumber"], "oneself"),
        // Whether the agent does is theirs to declare when they take it on.
        isMinor(agent, today) && !earns(agent) && wrong(["agent", "idNumber"], "minorAgent"),
        (until < today || until > daysAfter(today, maxDays)) && wrong(["until"], "until"),
      ]);
      const binding = under === undefined ? undefined : await store.read(under);
      const isTheirs =
        binding?.kind === "legalRepresentative" &&
        binding.state === "active" &&
        binding.agentId === id &&
        (!binding.until || today <= binding.until);
      if (under !== undefined && !isTheirs) throw representationProblems.mayNotMandate();
      return {
        kind: body.kind,
        agent,
        agentKey: await keyOf(agent),
        grantorId: id,
        ...(declared && { ownEarnings: ["grantor"] }),
        principalId: binding?.principalId ?? id,
        principal: binding?.principal ?? identity,
        ...(scope && { scope }),
        until,
      };
    }
  }
}
