import type { Context } from "#shared/kernel/context.ts";
import { archiveRoutes } from "./api.ts";
import { archive } from "./record.ts";
import { needs, packingEvents } from "./wiring.ts";

export const archives: Context = {
  name: "archives",
  purpose: "cases that have ended are packed, checked and kept for their time",
  records: [archive],
  functions: {
    archives: { needs: needs.api, routes: archiveRoutes },
    // It holds one file of 20 MB and a piece of 8 MB at a time, and hashes all of them.
    "archive-packing": { needs: needs.packing, follows: packingEvents, memorySize: 1024 },
    "archive-deadlines": {
      needs: needs.deadlines,
      sweep: {
        everyHours: 1,
        purpose: "Packs cases whose time has come, and marks what is late",
        stopped: "Nobody has packed cases for the archive for three hours.",
      },
    },
  },
};
