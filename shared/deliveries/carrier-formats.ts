import type { CarrierFormat } from "./carrier-format.ts";
import type { CarrierSecrets } from "./carrier-secrets.ts";
import type { Carrier, Carriers } from "./carriers.ts";
import { emsFormat } from "./ems/format.ts";
import { sfFormat } from "./sf/format.ts";
import { tongbanFormat } from "./tongban/format.ts";

function formatFor(carrier: Carrier, secrets: CarrierSecrets): CarrierFormat {
  switch (carrier.kind) {
    case "tongban":
      return tongbanFormat;
    case "sf":
      return sfFormat;
    case "ems":
      return emsFormat({ carrier, secrets });
  }
}

/** In what format each of the carriers tells its events, by id. */
export function carrierFormats(carriers: Carriers, secrets: CarrierSecrets) {
  const formats = new Map(carriers.map((carrier) => [carrier.id, formatFor(carrier, secrets)]));
  return (carrierId: string): CarrierFormat | undefined => formats.get(carrierId);
}
