import { Duration, Validations } from "aws-cdk-lib";
import { Rule, Schedule } from "aws-cdk-lib/aws-events";
import { LambdaFunction } from "aws-cdk-lib/aws-events-targets";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import { keyOf } from "./keys.ts";
import { sweepTimeout, watchTurns } from "./sweep.ts";
import { TongbanFunction } from "./tongban-function.ts";

/** Uses the API all day as people do. Not CloudWatch Synthetics: some partitions lack it, and a run costs a hundred times this. */
export class Canary extends Construct {
  /** What it signs in with, where it does: people write it. */
  readonly client: Secret | undefined;
  readonly fn: TongbanFunction;

  constructor(scope: Construct, id: string, apiUrl: string) {
    super(scope, id);
    const { oidc, canary } = platformOf(scope).environment;
    this.fn = new TongbanFunction(this, "Walk", {
      name: "canary",
      timeout: sweepTimeout,
      memorySize: 256,
      failing: {
        text: "The canary found the API or the issuer's keys not as they should be, or could not sign in: its log says which step.",
        runbook: "the-canary",
      },
    })
      .bindValue("API_URL", apiUrl)
      .bindValue("ISSUER", oidc.issuer)
      .bindValue("AUDIENCE", oidc.audience);
    if (canary.signsIn) {
      this.client = this.makeClient();
      this.fn.bindSecret("CANARY_CLIENT_SECRET", this.client);
    }
    const every = Duration.minutes(canary.everyMinutes);
    new Rule(this, "Schedule", {
      description: "Uses the API as people do",
      schedule: Schedule.rate(every),
      // What fails rings; the next walk comes soon.
      targets: [new LambdaFunction(this.fn.lambda, { retryAttempts: 0 })],
    });
    watchTurns(this, "Stopped", this.fn.lambda, every, {
      text: "The canary has not walked for three of its turns: nobody would notice that people cannot sign in.",
      runbook: "the-canary",
    });
  }

  private makeClient(): Secret {
    const encryptionKey = keyOf(this, "data");
    const secret = new Secret(this, "Client", {
      description:
        "How the canary signs in at the issuer: a JSON object with clientId, clientSecret and perhaps scope",
      // CloudFormation makes no empty one; people write the rest.
      generateSecretString: { secretStringTemplate: "{}", generateStringKey: "unused" },
      removalPolicy: removalPolicy(this),
      ...(encryptionKey && { encryptionKey }),
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions-SMG4",
      reason: "The issuer makes it: a person writes a new one here after changing it there.",
    });
    return secret;
  }
}
