// Ends with 0 only if the books of both sides agree, nothing is lost, doubled or dead:
// npm run soak [-- --cases 2000] [--at-once 24]     cases with documents by courier, while carriers and platform fail
// npm run soak -- notices [--notices 20000]         notices, while their providers fail in turns and the platform is killed
import { parseArgs } from "node:util";
import { soakCases } from "./soak/cases.ts";
import { soakNotices } from "./soak/notices.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: "string", default: "2000" },
    "at-once": { type: "string", default: "24" },
    "down-seconds": { type: "string", default: "60" },
    notices: { type: "string", default: "20000" },
    minutes: { type: "string", default: "40" },
  },
});
const startedAt = Date.now();
const say = (text: string): void =>
  console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${text}`);

const wentWell =
  positionals[0] === "notices"
    ? await soakNotices({ notices: Number(values.notices), minutes: Number(values.minutes) }, say)
    : await soakCases(
        {
          cases: Number(values.cases),
          atOnce: Number(values["at-once"]),
          downSeconds: Number(values["down-seconds"]),
        },
        say,
      );
process.exit(wentWell ? 0 : 1);
