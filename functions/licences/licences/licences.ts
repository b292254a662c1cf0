import { renderSVG } from "uqr";
import departments from "#data/departments.json" with { type: "json" };
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { recordTag } from "#shared/kernel/http/entity-tag.ts";
import { httpProblems } from "#shared/kernel/http/problem.ts";
import { maskIdNumber, maskName } from "#shared/kernel/people/masking.ts";
import {
  changeState,
  getLicence,
  listKeys,
  listLicences,
  listUses,
  verifyLicence,
} from "#shared/licences/api.ts";
import { identifierParts } from "#shared/licences/identifier.ts";
import {
  type Licence,
  type LicenceDocument,
  type StateAction,
  signedText,
  stateActions,
  stateOn,
} from "#shared/licences/licence.ts";
import type { LicenceStore } from "#shared/licences/licence-store.ts";
import { licenceTypeCoded } from "#shared/licences/licence-types.ts";
import { licenceProblems } from "#shared/licences/problems.ts";
import { type LicenceSigner, sm3Hex } from "#shared/licences/signing.ts";

export type LicencesDeps = {
  store: LicenceStore;
  signer: Pick<LicenceSigner, "verify" | "publicKeys">;
  /** Where the public reaches the API: what QR codes point at. */
  pagesUrl: string;
  now: Clock;
};

const isOffice = ({ role }: Caller): boolean => role !== "citizen" && role !== "admin";

/** Its holder sees a licence, and so do the issuing department and supervisors. */
const maySee = (licence: Licence, caller: Caller): boolean =>
  licence.holderAccount === caller.id ||
  caller.role === "supervisor" ||
  (isOffice(caller) && licence.department === caller.department);

function allowedActions({ state, holderAccount }: Licence, caller: Caller): StateAction[] {
  const isOfficer = caller.role === "reviewer" || caller.role === "supervisor";
  // Nobody decides about a licence of their own.
  if (!isOfficer || holderAccount === caller.id) return [];
  return (Object.keys(stateActions) as StateAction[]).filter((action) =>
    stateActions[action].from.includes(state),
  );
}

/** What the record tells of the licence must be what was signed: the signature covers the document alone. */
const isToldBy = (document: LicenceDocument, licence: Licence): boolean =>
  document.type.code === licence.typeCode &&
  (["identifier", "number", "issuedAt", "validFrom", "validTo"] as const).every(
    (name) => document[name] === licence[name],
  );

const typeOf = (typeCode: string) => {
  const name = licenceTypeCoded(typeCode)?.name ?? { zh: typeCode, en: typeCode };
  return { code: typeCode, name };
};

export function licencesApi({ store, signer, pagesUrl, now }: LicencesDeps): Route[] {
  const today = () => dayOf(now());

  const viewOf = (licence: Licence, caller: Caller) => ({
    licenceId: licence.licenceId,
    identifier: licence.identifier,
    type: typeOf(licence.typeCode),
    number: licence.number,
    department: licence.department,
    caseNumber: licence.caseNumber,
    issuedAt: licence.issuedAt,
    validFrom: licence.validFrom,
    validTo: licence.validTo ?? null,
    state: stateOn(licence, today()),
    version: licence.version,
    allowedActions: allowedActions(licence, caller),
  });

  const readVisible = async (licenceId: string, caller: Caller): Promise<Licence> => {
    const licence = await store.read(licenceId);
    if (!licence || !maySee(licence, caller)) throw licenceProblems.licenceNotFound();
    return licence;
  };

  const documentOf = async ({ licenceId }: Licence) => {
    const document = await store.readDocument(licenceId);
    if (!document) throw new Error(`licence ${licenceId} has no document`);
    return document;
  };

  return [
    route(listLicences)(async ({ query, caller }) => {
      const { items, next } = await store.byHolder(caller.id, query.cursor, query.limit);
      return {
        status: 200,
        body: { items: items.map((licence) => viewOf(licence, caller)), nextCursor: encodeCursor(next) },
      };
    }),

    route(listKeys)(async () => ({ status: 200, body: { items: await signer.publicKeys() } })),

    route(verifyLicence)(async ({ path: { identifier } }) => {
      const parts = identifierParts(identifier);
      const licence = parts && (await store.read(parts.serial));
      if (!licence || licence.identifier !== identifier) throw licenceProblems.licenceNotFound();
      const document = await documentOf(licence);
      const signed = signedText(document);
      const isWhole = sm3Hex(signed) === licence.digest && isToldBy(document, licence);
      const issuer = departments.find(({ code }) => code === licence.department);
      return {
        status: 200,
        body: {
          identifier,
          type: typeOf(licence.typeCode),
          number: licence.number,
          holder: maskName(document.holder.name),
          issuer: issuer?.name ?? { zh: document.issuer.name, en: document.issuer.name },
          issuedAt: licence.issuedAt,
          validFrom: licence.validFrom,
          validTo: licence.validTo ?? null,
          state: stateOn(licence, today()),
          authentic: isWhole && (await signer.verify(signed, licence.signature)),
        },
      };
    }),

    route(getLicence)(async ({ path, caller }) => {
      const licence = await readVisible(path.licenceId, caller);
      const document = await documentOf(licence);
      const isOwn = licence.holderAccount === caller.id;
      const { name, idNumber } = document.holder;
      const view = viewOf(licence, caller);
      const verifyUrl = `${pagesUrl}/verify/${licence.identifier}`;
      return {
        status: 200,
        // It expires without a new version.
        headers: { etag: recordTag(licence.version, view.state === "expired" ? view.state : undefined) },
        body: {
          ...view,
          holder: isOwn ? { name, idNumber } : { name: maskName(name), idNumber: maskIdNumber(idNumber) },
          ...(isOwn && { document }),
          digest: licence.digest,
          signature: licence.signature,
          verifyUrl,
          qrCode: renderSVG(verifyUrl),
        },
      };
    }),

    route(listUses)(async ({ path, query, caller }) => {
      const { licenceId, holderAccount } = await readVisible(path.licenceId, caller);
      if (holderAccount !== caller.id) throw httpProblems.forbidden();
      const { items, next } = await store.uses(licenceId, query.cursor, query.limit);
      return {
        status: 200,
        body: {
          items: items.map(({ licenceId: _same, ...use }) => use),
          nextCursor: encodeCursor(next),
        },
      };
    }),

    route(changeState)(async ({ path, headers, body, caller, traceparent }) => {
      const licence = await readVisible(path.licenceId, caller);
      const stale = (version: number) =>
        licenceProblems.staleLicence({
          facts: { currentVersion: version },
          headers: { etag: recordTag(version) },
        });
      if (licence.holderAccount === caller.id) throw httpProblems.forbidden();
      if (licence.version !== headers["if-match"]) throw stale(licence.version);
      const { from, to } = stateActions[body.action];
      if (!from.includes(licence.state))
        throw licenceProblems.stateNotAllowed({
          facts: { state: licence.state, allowedActions: allowedActions(licence, caller) },
        });
      const next: Licence = {
        ...licence,
        state: to,
        version: licence.version + 1,
        lastEvent: {
          name: "stateChanged",
          at: now(),
          actor: { role: caller.role, id: caller.id },
          trace: traceparent,
          reason: body.reason,
        },
      };
      if (!(await store.replace(next)))
        throw stale((await store.read(licence.licenceId))?.version ?? licence.version + 1);
      return { status: 200, headers: { etag: recordTag(next.version) }, body: viewOf(next, caller) };
    }),
  ];
}
