/** The part of the package that we use; it brings no types. */
declare module "clamscan" {
  import type { Readable } from "node:stream";

  type Options = Record<string, string | number | boolean>;
  export default class NodeClam {
    init(options: Record<string, Options | Options[string]>): Promise<NodeClam>;
    scanStream(stream: Readable): Promise<{ isInfected: boolean | null }>;
  }
}
