import * as z from "zod";
import { type Check, ok, open, wrong } from "./finding.ts";
import { AwsError, type World } from "./world.ts";

type StackResource = { ResourceType: string; PhysicalResourceId: string; LogicalResourceId: string };

/** Resources of a stack; undefined when it is not there yet. */
async function resourcesOf(stack: string, { aws }: World): Promise<StackResource[] | undefined> {
  const schema = z.object({
    StackResourceSummaries: z.array(
      z.object({
        ResourceType: z.string(),
        PhysicalResourceId: z.string().default(""),
        LogicalResourceId: z.string(),
      }),
    ),
  });
  try {
    return schema.parse(await aws("cloudformation", "list-stack-resources", "--stack-name", stack))
      .StackResourceSummaries;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ValidationError") return undefined;
    throw error;
  }
}

export const scanning: Check = async ({ name, scanning }, world) => {
  if (scanning.kind === "none") return [ok("scanning: none is asked for")];
  if (scanning.kind === "clamav")
    return [
      open(
        `scanning: whether functions reach clamd at ${scanning.host}:${scanning.port} is seen from their network alone`,
      ),
    ];
  const records = await resourcesOf(`Tongban-${name}-Records`, world);
  const bucket = records?.find(({ LogicalResourceId }) => /^DocumentStoreBucket/.test(LogicalResourceId));
  if (!bucket)
    return [open("scanning: the documents' bucket is not there yet; look again after the first deployment")];
  const list = z.object({
    MalwareProtectionPlans: z.array(z.object({ MalwareProtectionPlanId: z.string() })),
  });
  const plan = z.object({
    Status: z.string().optional(),
    ProtectedResource: z.object({ S3Bucket: z.object({ BucketName: z.string() }) }),
    Actions: z.object({ Tagging: z.object({ Status: z.string() }).optional() }).optional(),
  });
  const { MalwareProtectionPlans } = list.parse(
    await world.aws("guardduty", "list-malware-protection-plans"),
  );
  for (const { MalwareProtectionPlanId: id } of MalwareProtectionPlans) {
    const found = plan.parse(
      await world.aws("guardduty", "get-malware-protection-plan", "--malware-protection-plan-id", id),
    );
    if (found.ProtectedResource.S3Bucket.BucketName !== bucket.PhysicalResourceId) continue;
    if (found.Status && found.Status !== "ACTIVE")
      return [
        wrong(
          `scanning: GuardDuty's plan ${id} is ${found.Status}`,
          "its role needs the rights of docs/operations.md, Malware scanning",
        ),
      ];
    if (found.Actions?.Tagging?.Status !== "ENABLED")
      return [
        wrong(
          `scanning: GuardDuty's plan ${id} does not tag`,
          "switch tagging on: the verdict is read from the tag",
        ),
      ];
    return [ok(`scanning: GuardDuty's plan ${id} looks into ${bucket.PhysicalResourceId}`)];
  }
  return [
    wrong(
      "scanning: no GuardDuty plan looks into the documents' bucket",
      `switch Malware Protection on for ${bucket.PhysicalResourceId}, with tagging`,
    ),
  ];
};

export const alarms: Check = async ({ name, alarmEmail, protected: isProtected }, world) => {
  if (!alarmEmail)
    return [
      isProtected
        ? wrong("alarms: nobody hears of them", "name somebody in alarmEmail")
        : ok("alarms: nobody is named"),
    ];
  const resources = await resourcesOf(`Tongban-${name}-Messaging`, world);
  const topic = resources?.find(({ ResourceType }) => ResourceType === "AWS::SNS::Topic");
  if (!topic)
    return [
      open("alarms: the topic is not there yet; confirm the subscription in the first mail and look again"),
    ];
  const schema = z.object({
    Subscriptions: z.array(z.object({ SubscriptionArn: z.string(), Endpoint: z.string() })),
  });
  const { Subscriptions } = schema.parse(
    await world.aws("sns", "list-subscriptions-by-topic", "--topic-arn", topic.PhysicalResourceId),
  );
  const own = Subscriptions.find(({ Endpoint }) => Endpoint === alarmEmail);
  return [
    own?.SubscriptionArn.startsWith("arn:")
      ? ok(`alarms: ${alarmEmail} has confirmed`)
      : wrong(
          `alarms: ${alarmEmail} has not confirmed and hears nothing`,
          "confirm in the mail that SNS sent, or subscribe anew",
        ),
  ];
};
