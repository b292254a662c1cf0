import departments from "#district/departments.json" with { type: "json" };
import * as api from "#shared/archives/api.ts";
import { decide } from "#shared/archives/decide.ts";
import { archiveFiles, type FileDeps } from "#shared/archives/files.ts";
import { lifecycle } from "#shared/archives/lifecycle.ts";
import type { PackageLinks } from "#shared/archives/package-links-store.ts";
import { archiveProblems } from "#shared/archives/problems.ts";
import { type Archive, packageKey } from "#shared/archives/record.ts";
import type { Clock } from "#shared/kernel/clock.ts";
import { type Route, route } from "#shared/kernel/http/api.ts";
import type { Caller } from "#shared/kernel/http/caller.ts";
import type { IsOneself } from "#shared/kernel/http/record-actions.ts";
import { actionRoutes } from "#shared/kernel/http/record-actions.ts";
import {
  departmentAsked,
  getRoute,
  historyRoute,
  listRoute,
  ofOwnDepartment,
  readVisible,
} from "#shared/kernel/http/record-routes.ts";

export type ArchiveDeps = FileDeps & {
  isOneself: IsOneself;
  packages: PackageLinks;
  now: Clock;
};

/** What staff do with the files of cases that have ended. */
export function archives({ packages, isOneself, now, ...deps }: ArchiveDeps): Route[] {
  const files = archiveFiles(deps);
  const resource = { store: files, mayRead: ofOwnDepartment<Archive> };
  const view = async (record: Archive, { role, id }: Caller): Promise<api.ArchiveView> => ({
    ...api.archiveFields.parse(record),
    allowedActions: lifecycle.allowedActions(record, { role, id }, { now: now() }),
  });

  return [
    listRoute(
      api.listArchives,
      (request) => {
        const asked = departmentAsked(request);
        const { state, ...page } = request.query;
        const codes = asked ? [asked] : departments.map(({ code }) => code);
        return files.list(codes, state, page);
      },
      view,
    ),
    getRoute(api.getArchive, resource, (record, { caller }) => view(record, caller)),
    historyRoute(api.getArchiveHistory, resource),
    ...actionRoutes(api.archiveActions, {
      resource,
      decide,
      isOneself,
      around: async () => ({ now: now() }),
      view,
    }),
    route(api.downloadArchive)(async ({ path, body, caller }) => {
      const record = await readVisible(resource, path.caseNumber, caller);
      const { caseNumber, state } = record;
      if (!record.package || state === "packing" || state === "destroyed")
        throw archiveProblems.noPackage({ facts: { state: lifecycle.states[state].zh } });
      const fileName = `${caseNumber}.zip`;
      const url = await packages.downloadLink(packageKey(caseNumber), "package.zip");
      const { sha256, size } = record.package;
      return { status: 200, body: { url, fileName, sha256, size }, opened: { of: caseNumber, ...body } };
    }),
  ];
}
