import type { Context } from "#shared/kernel/context.ts";
import { documentRoutes } from "./api.ts";
import { document, draft } from "./record.ts";
import { follows, needs } from "./wiring.ts";

export const documents: Context = {
  name: "documents",
  purpose: "files that people hand in, and official documents",
  records: [document, draft],
  functions: {
    // It hashes whole files; twice the memory is twice the processor.
    documents: { needs: needs.api, routes: documentRoutes, memorySize: 1024 },
    "abandoned-uploads": {
      needs: needs.abandoned,
      sweep: {
        everyHours: 24,
        purpose: "Looks for uploads that nobody confirmed",
        stopped: "Nobody has looked for unconfirmed uploads for three days; they are kept for too long.",
      },
    },
    // It reads a font of 10 MB and draws with it.
    "official-documents": { needs: needs.officialDocuments, follows, memorySize: 1024 },
  },
};
