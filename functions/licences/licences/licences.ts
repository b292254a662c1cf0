import { renderSVG } from "uqr";
import type * as z from "zod";
import departments from "#district/departments.json" with { type: "json" };
import { encodeCursor } from "#shared/kernel/aws/cursor.ts";
import { dayOf } from "#shared/kernel/calendar/working-days.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import { requireNoErrors } from "#shared/kernel/http/field-error.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  getRoute,
  listRoute,
  ofOwnDepartment,
  type RecordResource,
  readVisible,
} from "#shared/kernel/http/record-routes.ts";
import { defineLogs, log } from "#shared/kernel/logging/logger.ts";
import { maskIdNumber, maskName } from "#shared/kernel/people/masking.ts";
import { filteredPage } from "#shared/kernel/records/kept-page.ts";
import type { RecordStore } from "#shared/kernel/records/record-store.ts";
import * as api from "#shared/licences/api.ts";
import { correctedBy, correction, correctionErrors } from "#shared/licences/correction.ts";
import { decide } from "#shared/licences/decide.ts";
import { documentOf, signedText } from "#shared/licences/document.ts";
import { identifierParts } from "#shared/licences/identifier.ts";
import { licenceTypeCoded } from "#shared/licences/licence-types.ts";
import { lifecycle } from "#shared/licences/lifecycle.ts";
import { walletOf } from "#shared/licences/own-licence.ts";
import { labelled } from "#shared/licences/particulars.ts";
import { licenceProblems } from "#shared/licences/problems.ts";
import { type Licence, type licence, stateOn } from "#shared/licences/record.ts";
import { type LicenceSigner, sm3Hex } from "#shared/licences/signing.ts";
import type { LicenceUses } from "#shared/licences/use.ts";
import type { Standing } from "#shared/representations/public.ts";

export type LicencesDeps = {
  store: RecordStore<Licence, (typeof licence)["indexes"]>;
  uses: Pick<LicenceUses, "list">;
  signer: Pick<LicenceSigner, "sign" | "verify" | "publicKeys">;
  standing: Standing;
  /** Where the public reaches the API: what QR codes point at. */
  pagesUrl: string;
  now: Clock;
};

const logs = defineLogs("licences", {
  shownToAgent: { level: "info", text: "a licence was shown whole to somebody who acts for its holder" },
});

const typeOf = (code: string) => ({ code, name: licenceTypeCoded(code)?.name ?? { zh: code, en: code } });

const templateOf = ({ typeCode }: Licence) => licenceTypeCoded(typeCode) ?? { particulars: [] };

/** What the history keeps: the ground of a rescission, and what the licence stated before a correction. */
function detailsOf({ identifier, validTo, particulars, signature, holder }: Licence, body: object) {
  if ("ground" in body) return { ground: body.ground };
  if (!("line" in body || "holderName" in body)) return undefined;
  const holderName = "holderName" in body ? { holderName: holder.name } : {};
  return { former: { identifier, ...(validTo && { validTo }), particulars, signature, ...holderName } };
}

/** People are masked; what an organisation is called and numbered is public. */
const shownHolder = ({ holder: { name, idType, idNumber } }: Licence) =>
  idType === "uscc" ? { name, idNumber } : { name: maskName(name), idNumber: maskIdNumber(idNumber) };

type Listed = Parameters<typeof stateOn>[0] &
  Pick<Licence, "typeCode" | keyof typeof api.licenceFields.shape>;

export function licencesApi({ store, uses, signer, standing, pagesUrl, now }: LicencesDeps): Route[] {
  /** The holder's, or of somebody who acts for them now in what it was issued for. */
  const isTheirs = async (record: Licence, caller: Caller): Promise<boolean> =>
    record.applicantId === caller.id || (await standing.speaksFor(caller, record));
  /** So do the issuing department and supervisors. */
  const mayRead = async (record: Licence, caller: Caller): Promise<boolean> =>
    ofOwnDepartment(record, caller) || (await isTheirs(record, caller));
  const resource: RecordResource<Licence> = { store, mayRead };
  const today = () => dayOf(now());

  const summary = (listed: Listed): api.LicenceSummary => ({
    ...api.licenceFields.parse(listed),
    type: typeOf(listed.typeCode),
    validTo: listed.validTo ?? null,
    state: stateOn(listed, today()),
  });
  const view = async (record: Licence, { role, id }: Caller): Promise<api.LicenceView> => ({
    ...summary(record),
    allowedActions: lifecycle.allowedActions(record, { role, id }, { now: now() }),
  });

  const corrected = async (record: Licence, body: z.output<typeof correction>) => {
    const errors = correctionErrors(record, body, templateOf(record));
    requireNoErrors(errors);
    const content = correctedBy(record, body, templateOf(record), now());
    return { ...content, signature: await signer.sign(signedText(documentOf({ ...record, ...content }))) };
  };

  return [
    listRoute(
      api.listLicences,
      async ({ query: { onBehalfOf, ...page }, caller }) => {
        const { names, covers } = await standing.listed(caller, onBehalfOf);
        return filteredPage(
          (query) => walletOf(store, names, { ...query, newestFirst: true }),
          ({ itemCode }) => covers(itemCode),
          page,
        );
      },
      summary,
    ),

    route(api.listKeys)(async () => ({
      status: 200,
      // Short, so that what a new key signed can be verified soon.
      headers: { "cache-control": "public, max-age=300" },
      body: { items: await signer.publicKeys() },
    })),

    route(api.verifyLicence)(async ({ path: { identifier } }) => {
      const parts = identifierParts(identifier);
      const found = parts && (await store.read(parts.serial));
      if (!found || found.identifier !== identifier) throw licenceProblems.licenceNotFound();
      const signed = signedText(documentOf(found));
      const issuer = departments.find(({ code }) => code === found.department);
      return {
        status: 200,
        body: {
          identifier,
          type: typeOf(found.typeCode),
          number: found.number,
          holder: shownHolder(found).name,
          issuer: issuer?.name ?? { zh: found.issuer.name, en: found.issuer.name },
          issuedAt: found.issuedAt,
          validFrom: found.validFrom,
          validTo: found.validTo ?? null,
          state: stateOn(found, today()),
          authentic: await signer.verify(signed, found.signature),
        },
      };
    }),

    getRoute(api.getLicence, resource, async (record, { caller }) => {
      const { licenceId, applicantId, identifier, holder, signature } = record;
      const { name, idNumber } = holder;
      const isOwn = await isTheirs(record, caller);
      if (isOwn && !(await standing.namesOf(caller)).includes(applicantId))
        log(logs.shownToAgent, { licenceId, by: caller.id });
      const verifyUrl = `${pagesUrl}/verify/${identifier}`;
      return {
        ...(await view(record, caller)),
        holder: isOwn ? { name, idNumber } : shownHolder(record),
        ...(isOwn && {
          document: documentOf(record),
          particulars: labelled(record.particulars, templateOf(record)),
        }),
        digest: sm3Hex(signedText(documentOf(record))),
        signature,
        verifyUrl,
        qrCode: renderSVG(verifyUrl),
      };
    }),

    route(api.listUses)(async ({ path: { licenceId }, query, caller }) => {
      await readVisible(resource, licenceId, caller);
      const { items, next } = await uses.list(licenceId, query);
      return {
        status: 200,
        body: {
          items: items.map(({ licenceId: _same, ...use }) => use),
          nextCursor: encodeCursor(next),
        },
      };
    }),

    ...actionRoutes(api.licenceActions, {
      resource,
      decide,
      around: async (record, { action, body }) => ({
        now: now(),
        ...(action === "correct" && { corrected: await corrected(record, correction.parse(body)) }),
      }),
      details: (record, body) => detailsOf(record, body),
      view,
    }),
  ];
}
