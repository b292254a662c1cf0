import { Duration, Validations } from "aws-cdk-lib";
import {
  AllowedMethods,
  type BehaviorOptions,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Function as EdgeFunction,
  type FunctionAssociation,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import type { Construct } from "constructs";
import { platformOf, removalPolicy } from "#infra/platform.ts";
import { frontDoorHeader } from "#shared/kernel/http/front-door.ts";
import { keyOf } from "./keys.ts";

/**
 * What CloudFront shows the functions, as a reference that CloudFormation follows when it deploys. It opens nothing: who has
 * it can choose the address that limits count (decision 0022).
 */
export function makeFrontDoorKey(scope: Construct): string {
  const encryptionKey = keyOf(scope, "data");
  const secret = new Secret(scope, "FrontDoorKey", {
    description: "Shows the API's functions that a call came through CloudFront, so that its address is true",
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
    removalPolicy: removalPolicy(scope),
    ...(encryptionKey && { encryptionKey }),
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "It opens nothing, and CloudFront and the functions have to change it together: a person does, with a deployment.",
  });
  return secret.secretValue.unsafeUnwrap();
}

/**
 * The API behind the pages' name. What it calls public with a max-age is kept at the edge, by who asks and in which language;
 * nothing else is. Not packed: that would weaken the tags by which callers say which version they have.
 */
export function apiBehind(scope: Construct, host: string, key: string): BehaviorOptions {
  return {
    origin: new HttpOrigin(host, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      customHeaders: { [frontDoorHeader]: key },
    }),
    // No redirect: a token that came in plain text is not asked for twice.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    compress: false,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    cachePolicy: new CachePolicy(scope, "Answers", {
      comment: `Tongban ${platformOf(scope).environment.name}: as long as the API says`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      // By origin, since answers name the one that may read them (CORS).
      headerBehavior: CacheHeaderBehavior.allowList("authorization", "accept-language", "origin"),
      queryStringBehavior: CacheQueryStringBehavior.all(),
    }),
  };
}

/** CloudFront keeps these for ten seconds whatever the API says of them; of other errors it heeds `no-store`. */
export const errorsNotKept = [500, 502, 503, 504].map((httpStatus) => ({
  httpStatus,
  ttl: Duration.seconds(0),
}));

/** Places inside the app are the app's to know: what has no file's ending is its page. */
const toPage = `function handler(event) {
  var request = event.request;
  if (!/\\.[A-Za-z0-9]+$/.test(request.uri)) request.uri = "/index.html";
  return request;
}
`;

/**
 * The app's page for its own places. Not by error responses, which are the whole distribution's: an answer 404 of the API
 * would be a page.
 */
export const pagesForPlaces = (scope: Construct): FunctionAssociation[] => [
  {
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new EdgeFunction(scope, "ToPage", {
      comment: `Tongban ${platformOf(scope).environment.name}: the app's page for its own places`,
      code: FunctionCode.fromInline(toPage),
      runtime: FunctionRuntime.JS_2_0,
    }),
  },
];
