import type { invitedActions } from "#shared/cases/api.ts";
import type { CasePerson } from "#shared/cases/case.ts";
import { type Application, type CaseStore, formOf } from "#shared/cases/case-store.ts";
import type { PersonSearchStore } from "#shared/cases/dynamodb-person-search.ts";
import {
  confirmInvitation,
  declineInvitation,
  getInvitation,
  listInvitations,
} from "#shared/cases/invitation-api.ts";
import type { CaseNote } from "#shared/cases/notes.ts";
import { appliedBy, isUnconfirmedParty, placeOf } from "#shared/cases/parties.ts";
import type { PersonIndex } from "#shared/cases/person-index.ts";
import { caseProblems } from "#shared/cases/problems.ts";
import type { CaseHead } from "#shared/cases/record.ts";
import { actorOf } from "#shared/cases/rights.ts";
import { type CaseDeps, runCommand } from "#shared/cases/run-command.ts";
import { stateLabels } from "#shared/cases/states.ts";
import { applicationView, maskedParty } from "#shared/cases/view.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { refusalOf } from "#shared/kernel/http/record-actions.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { canonicalJson, sha256Hex } from "#shared/kernel/messaging/canonical.ts";
import type { Identity } from "#shared/kernel/people/identity.ts";

type InvitationDeps = CaseDeps & {
  store: CaseStore;
  access: PersonSearchStore;
  index: Pick<PersonIndex, "lookUp">;
};

const logs = defineLogs("invitations", {
  answered: { level: "info", text: "somebody answered whether they apply together" },
});

const maxShown = 20;

/** @throws Problem 403 for whom the issuer has not verified: nobody is named by an account */
function identityOf({ identity }: Caller): Identity {
  if (!identity) throw httpProblems.identityLevelTooLow({ facts: { required: "realName" } });
  return identity;
}

const clean = (name: string): string => name.normalize("NFKC").replaceAll(/\s/g, "");

type Named = { head: CaseHead; person: CasePerson; place: number };

function invitationOf({ head, person, place }: Named) {
  const { caseNumber, state, item, submittedAt, clock } = head;
  const awaited = state === "awaitingParties";
  const open = isUnconfirmedParty(head, place);
  const { applicant, applicantRole, parties } = person;
  return {
    caseNumber,
    state,
    itemCode: item.code,
    itemVersion: item.version,
    filedAt: submittedAt,
    confirmBy: (awaited && clock.confirmDueAt) || null,
    answer: open ? (awaited ? ("awaited" as const) : ("none" as const)) : ("confirmed" as const),
    role: parties?.[place]?.role ?? "",
    applicant: maskedParty(applicant),
    ...(applicantRole && { applicantRole }),
  };
}

/** What people are asked to apply for together with somebody (共同申请): found, read, confirmed or declined. */
export function invitationsApi({ access, index, ...deps }: InvitationDeps): Route[] {
  const { store } = deps;

  const namedIn = async (head: CaseHead | undefined, identity: Identity): Promise<Named | undefined> => {
    if (!head?.parties) return undefined;
    const person = await store.readPerson(head.caseNumber);
    const place = person && placeOf(person, identity);
    return person && place !== undefined ? { head, person, place } : undefined;
  };
  /** @throws Problem 404 as if there were none, for whom it does not name */
  const read = async (caseNumber: string, caller: Caller): Promise<Named> => {
    const identity = identityOf(caller);
    const named = await namedIn(await store.read(caseNumber), identity);
    if (!named) throw caseProblems.caseNotFound();
    return named;
  };

  const answer = async (
    action: (typeof invitedActions)[number],
    caseNumber: string,
    caller: Caller,
    traceparent: string,
    note: CaseNote = {},
  ) => {
    const { person, place } = await read(caseNumber, caller);
    const written = person.parties?.[place]?.name ?? "";
    if (action === "confirmApplication" && clean(written) !== clean(identityOf(caller).name))
      throw caseProblems.nameDiffers();
    const key = sha256Hex(canonicalJson([action, caseNumber, caller.id])).slice(0, 16);
    const result = await runCommand(deps, caseNumber, {
      action,
      actor: actorOf(caller),
      party: place,
      note,
      request: { key, body: "" },
      traceparent,
    });
    if (result.kind === "unknown") throw caseProblems.caseNotFound();
    const { head } = result;
    // Said before, in another way or by another of the same person's requests.
    const isDone = action === "confirmApplication" && appliedBy(head, caller.id);
    if (result.kind === "refused" && !isDone) {
      if (!isUnconfirmedParty(head, place) || head.state !== "awaitingParties")
        throw caseProblems.invitationOver({ facts: { state: head.state, ...statesIn(head) } });
      throw refusalOf(result.refused);
    }
    log(logs.answered, { caseNumber, action, result: result.kind, state: head.state });
    return { status: 200 as const, body: { caseNumber, state: head.state } };
  };

  return [
    route(listInvitations)(async ({ caller }) => {
      const identity = identityOf(caller);
      const keys = await index.lookUp("party", identity.idNumber);
      const numbers = await access.find("idNumber", keys, maxShown);
      const heads = await store.readMany(numbers);
      const named = await Promise.all(heads.map((head) => namedIn(head, identity)));
      return { status: 200, body: { items: named.flatMap((one) => (one ? [invitationOf(one)] : [])) } };
    }),

    route(getInvitation)(async ({ path, caller }) => {
      const named = await read(path.caseNumber, caller);
      const { head, person } = named;
      const form = await formOf(store, head);
      const {
        answers,
        materials,
        parties = [],
      } = applicationView({ form, person } satisfies Application, head);
      return { status: 200, body: { ...invitationOf(named), answers, materials, parties } };
    }),

    route(confirmInvitation)(({ path, caller, traceparent }) =>
      answer("confirmApplication", path.caseNumber, caller, traceparent),
    ),
    route(declineInvitation)(({ path, body, caller, traceparent }) =>
      answer("declineApplication", path.caseNumber, caller, traceparent, body),
    ),
  ];
}

const statesIn = ({ state }: CaseHead) => ({
  stateZh: stateLabels[state].zh,
  stateEn: stateLabels[state].en,
});
