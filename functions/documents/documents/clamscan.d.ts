/** The part of the package that we use; it brings no types. */
declare module "clamscan" {
  import type { Readable } from "node:stream";

  type Verdict = { isInfected: boolean | null; viruses: string[] };
  type Options = {
    removeInfected: boolean;
    clamdscan: {
      host: string;
      port: number;
      socket: false;
      timeout: number;
      localFallback: false;
      bypassTest: true;
    };
    preference: "clamdscan";
  };
  export default class NodeClam {
    init(options: Options): Promise<NodeClam>;
    scanStream(stream: Readable): Promise<Verdict>;
  }
}
