// The app for environment `local`, without what only a deployment needs: node local/make-assembly.ts DIRECTORY

import { projectRoot } from "#infra/bundle.ts";
import { districtHere } from "#infra/district.ts";
import { tongban } from "#infra/tongban.ts";
import { buildTogether } from "./build-together.ts";

const [, , outdir = ""] = process.argv;
// What the CDK's CLI would have been given by whoever deploys.
delete process.env.CDK_DEFAULT_ACCOUNT;
delete process.env.CDK_DEFAULT_REGION;
// Into the assembly itself: it takes a copy of each function's folder, and the copies too have `chunks` beside them.
const { code } = await buildTogether(outdir, projectRoot, districtHere());
const app = await tongban({ environment: "local", outdir, bundles: code, validate: false });
app.synth();
