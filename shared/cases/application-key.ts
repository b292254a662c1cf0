/** One item for each revision of the application. The first also holds the persons, of all revisions. */
export const applicationKey = (revision: number): string =>
  `APPLICATION#${String(revision).padStart(3, "0")}`;
export const firstRevision = 1;
