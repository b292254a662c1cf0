/**
 * USD, region us-east-1, on demand, without free tiers, as AWS listed them in November 2024.
 * To be confirmed before anybody budgets by them; China's regions have their own lists, in CNY.
 */
export const prices = {
  stated: "us-east-1, list prices of 2024-11, to be confirmed",
  perMillion: {
    dynamodbWriteUnits: 0.625,
    dynamodbReadUnits: 0.125,
    sqsRequests: 0.4,
    eventBridgeEvents: 1,
    lambdaRequests: 0.2,
    apiGatewayRequests: 1,
    s3Puts: 5,
    s3Gets: 0.4,
  },
  /** Lambda on arm64. */
  lambdaGbSecond: 0.0000133334,
} as const;

export type Usage = Record<keyof typeof prices.perMillion, number> & { lambdaGbSeconds: number };

/** USD for a million times this usage, by position. */
export function usdPerMillion({ lambdaGbSeconds, ...counts }: Usage): [string, number][] {
  return [
    ...Object.entries(counts).map(([name, count]): [string, number] => [
      name,
      count * prices.perMillion[name as keyof typeof prices.perMillion],
    ]),
    ["lambdaGbSeconds", lambdaGbSeconds * prices.lambdaGbSecond * 1_000_000],
  ];
}
