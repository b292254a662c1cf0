/**
 * Where electronic seals (电子印章) are made. A district whose seals are kept by the official service (GB/T 38540,
 * GM/T 0099) calls that here; what it answers goes into the file as it is.
 */
export type SealService = {
  /**
   * Seals what is signed in the name of an organ, by its name as the document has it.
   * @returns CMS SignedData without the content (ETSI EN 319 142-1: `ETSI.CAdES.detached`), DER
   */
  seal(organ: string, signed: Uint8Array, at: string): Promise<Uint8Array>;
};
