import { expect, it } from "vitest";
import { contexts } from "#shared/contexts.ts";
import { functionsOf, synthesized } from "./templates.ts";

const chained = contexts.filter(({ records }) => records.some((record) => record.chained));

it("a protected environment exports every chained history into a bucket that is locked for everybody", async () => {
  const app = await synthesized("prod");
  const [locked, ...others] = app
    .all("AWS::S3::Bucket")
    .filter(({ properties }) => properties.ObjectLockEnabled);
  expect(others).toEqual([]);
  expect(locked?.properties).toMatchObject({
    ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 1095 } } },
    VersioningConfiguration: { Status: "Enabled" },
  });
  const exporting = functionsOf(app).filter(({ service }) => service.startsWith("history-export-"));
  expect(exporting.map(({ service }) => service)).toEqual(
    chained.map(({ name }) => `history-export-${name}`),
  );
  for (const { statements } of exporting) {
    const actions = statements
      .flatMap((statement) => statement.actions)
      .filter((one) => one.startsWith("s3:"));
    expect(actions).toEqual(["s3:PutObject"]);
  }
  for (const { properties } of app
    .all("AWS::Lambda::EventSourceMapping")
    .filter(({ logicalId }) => logicalId.includes("Export")))
    expect(properties).toMatchObject({
      MaximumBatchingWindowInSeconds: 300,
      MaximumRecordAgeInSeconds: 82_800,
      DestinationConfig: { OnFailure: expect.anything() },
    });
});

it("no other environment does", async () => {
  for (const name of ["local", "dev", "test"]) {
    const app = await synthesized(name);
    expect(functionsOf(app).filter(({ service }) => service.startsWith("history-export-"))).toEqual([]);
    expect(app.all("AWS::S3::Bucket").filter(({ properties }) => properties.ObjectLockEnabled)).toEqual([]);
  }
});
