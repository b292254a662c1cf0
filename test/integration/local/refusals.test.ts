import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it } from "vitest";
import { startLocal } from "#local/engine/index.ts";
import { writeLittleApp } from "./little-app.ts";
import { expectNoProcess } from "./processes.ts";

type Change = Parameters<typeof writeLittleApp>[0];

/** What would otherwise be found out late, on AWS: each stops the start with a sentence, and leaves nothing behind. */
it.each<[string, Change, RegExp]>([
  [
    "a type that is not known",
    ({ Resources }) => Object.assign(Resources, { Flow: { Type: "AWS::StepFunctions::StateMachine" } }),
    /resource Flow is of type AWS::StepFunctions::StateMachine/,
  ],
  [
    "a route that would be open here only",
    ({ Resources }) => Object.assign(Resources.GetThing.Properties, { AuthorizationType: "CUSTOM" }),
    /GetThing: authorization CUSTOM/,
  ],
  [
    "an older payload format",
    ({ Resources }) => Object.assign(Resources.Integration.Properties, { PayloadFormatVersion: "1.0" }),
    /Integration: .* payload format 2.0 only/,
  ],
  [
    "a filter on a queue",
    ({ Resources }) => Object.assign(Resources.Consumer.Properties, { FilterCriteria: { Filters: [] } }),
    /Consumer: .* no filter on a queue/,
  ],
  [
    "a schedule that is not understood",
    ({ Resources }) =>
      Object.assign(Resources.Daily.Properties, { ScheduleExpression: "cron(0 9 32 * ? *)" }),
    /day of month "32" is not understood/,
  ],
  [
    "code that is not in the assembly",
    ({ Resources }) => Object.assign(Resources.TickFunction.Properties.Code, { S3Key: "gone.zip" }),
    /TickFunction: its code gone.zip/,
  ],
])("%s stops the start", async (_name, change, message) => {
  const { assemblyDir, dataDir, remove } = writeLittleApp((template) => void change?.(template));
  await expect(startLocal({ assemblyDir, dataDir, port: 0 })).rejects.toThrow(message);
  await expectNoProcess(dataDir);
  remove();
});

it("a port in use stops the start", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { assemblyDir, dataDir, remove } = writeLittleApp();
  await expect(startLocal({ assemblyDir, dataDir, port })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is already in use`,
  );
  await expectNoProcess(dataDir);
  other.close();
  remove();
});
