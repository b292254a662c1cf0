import type { Content } from "#shared/policies/content.ts";
import { editionIdOf, type PolicyEdition, policyEdition } from "#shared/policies/edition.ts";
import { type PolicyPass, policyPass } from "#shared/policies/pass.ts";
import { type Holding, holding, holdingIdOf } from "#shared/policies/people/holding.ts";
import { matchIdOf, type PolicyMatch, policyMatch } from "#shared/policies/people/match.ts";
import { type Subscriber, subscriber } from "#shared/policies/people/subscriber.ts";
import { type Policy, policy } from "#shared/policies/policy.ts";
import { department } from "#test/unit/ratings/samples.ts";
import { day, digestNo, type RecordSamples, step } from "./samples.ts";

const idNo = (serial: number): string => digestNo(serial).slice(-16);
const caseNumber = "411602100120260917FZHRRD1";
const itemCodeNo = (serial: number): string =>
  `11411602MB9100104L400010100${String(serial).padStart(4, "0")}`;

const content: Content = {
  title: { zh: "八十周岁以上老年人高龄津贴", en: "Allowance for people of 80 and older" },
  category: "elderly",
  kind: "application",
  who: { zh: "年满 80 周岁的老年人" },
  what: { zh: "按月发放高龄津贴" },
  howMuch: { zh: "按年龄分档" },
  how: { zh: "到街道便民服务中心办理" },
  basis: ["《中华人民共和国老年人权益保障法》第三十三条"],
  rule: { alternatives: [[{ fact: "age", atLeast: 80 }]] },
};
const published = { ...content, sentences: [[{ zh: "年满 80 周岁", en: "80 years old or older" }]] };

export const policies: RecordSamples<Policy> = {
  definition: policy,
  make: (serial) =>
    policy.first(
      {
        policyId: idNo(serial),
        department,
        state: "published",
        edition: 1,
        editions: 1,
        title: content.title.zh,
        live: published,
        asks: ["area"],
        writtenBy: "clerk-1",
        writtenAt: day(serial),
        checkedBy: "reviewer-1",
        publishedAt: day(serial),
        endsAt: day(serial),
      },
      { event: "published", ...step },
    ),
  end: (record) =>
    policy.next(
      record,
      { state: "withdrawn", edition: undefined, endsAt: undefined },
      { event: "withdrawn", ...step },
    ),
};

export const policyEditions: RecordSamples<PolicyEdition> = {
  definition: policyEdition,
  silentFirst: true,
  make: (serial) =>
    policyEdition.first(
      {
        editionId: editionIdOf(idNo(0), serial),
        edition: serial,
        content: published,
        publishedAt: day(serial),
      },
      { event: "published", ...step },
    ),
  end: (record) => policyEdition.next(record, { publishedAt: day(30) }, { event: "published", ...step }),
};

export const policyPasses: RecordSamples<PolicyPass> = {
  definition: policyPass,
  make: (serial) =>
    policyPass.first(
      {
        passId: editionIdOf(idNo(serial), 1),
        policyId: idNo(serial),
        edition: 1,
        sources: [{ kind: "entity", entity: "naturalPerson" }],
        done: 0,
        cursor: { pk: "SUBSCRIBER#citizen-1", sk: "HEAD" },
        page: 0,
        accounts: 0,
      },
      { event: "begun", ...step },
    ),
  end: (record) =>
    policyPass.next(record, { done: 1, page: 1, cursor: undefined }, { event: "finished", ...step }),
};

export const subscribers: RecordSamples<Subscriber> = {
  definition: subscriber,
  make: (serial) =>
    subscriber.first(
      {
        accountId: `citizen-${String(serial).padStart(2, "0")}`,
        entity: "naturalPerson",
        bornOn: "1949-12-31",
        otherNames: [`id:${digestNo(1).slice(-32)}`],
        declined: ["housing"],
        consents: [{ edition: "2026-1", since: day(serial), sensitive: true }],
      },
      { event: "consented", ...step },
    ),
  end: (record) =>
    subscriber.next(
      record,
      { consents: record.consents.map((one) => ({ ...one, until: day(30) })), bornOn: undefined },
      { event: "withdrawn", ...step },
    ),
};

export const holdings: RecordSamples<Holding> = {
  definition: holding,
  silentFirst: true,
  make: (serial) => {
    const accountId = `citizen-${String(serial).padStart(2, "0")}`;
    const itemCode = itemCodeNo(1);
    return holding.first(
      {
        holdingId: holdingIdOf(accountId, itemCode),
        accountId,
        itemCode,
        caseNumber,
        grantedAt: day(serial),
      },
      { event: "kept", ...step },
    );
  },
  end: (record) => holding.next(record, { endedAt: day(30) }, { event: "kept", ...step }),
};

export const policyMatches: RecordSamples<PolicyMatch> = {
  definition: policyMatch,
  silentFirst: true,
  make: (serial) => {
    const accountId = `citizen-${String(serial).padStart(2, "0")}`;
    return policyMatch.first(
      {
        matchId: matchIdOf(accountId, idNo(0), 1),
        policyId: idNo(0),
        edition: 1,
        department,
        accountId,
        state: "waiting",
        alternative: 0,
        found: [{ condition: 0, caseNumber }],
        told: true,
        foundAt: day(serial),
        lookAgainOn: day(serial).slice(0, 10),
      },
      { event: "waiting", ...step },
    );
  },
  end: (record) =>
    policyMatch.next(
      record,
      { state: "past", found: undefined, lookAgainOn: undefined },
      { event: "enjoyed", ...step },
    ),
};
