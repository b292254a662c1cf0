import type { CarrierFormat } from "./carrier-format.ts";
import { byCarrier, type CarrierSecrets, type Carriers } from "./carriers.ts";
import { emsFormat } from "./ems/format.ts";
import { sfFormat } from "./sf/format.ts";
import { tongbanFormat } from "./tongban/format.ts";

/** In what format each of the carriers tells its events, by id. */
export const carrierFormats = (carriers: Carriers, secrets: CarrierSecrets) =>
  byCarrier(carriers, (carrier): CarrierFormat => {
    switch (carrier.kind) {
      case "tongban":
        return tongbanFormat;
      case "sf":
        return sfFormat;
      case "ems":
        return emsFormat({ carrier, secrets });
    }
  });
