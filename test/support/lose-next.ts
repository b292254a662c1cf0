import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/**
 * Loses the next write's request before the service sees it, or its answer after the service has carried it out. The
 * client hears nothing either way, gives up waiting, and calls again by itself.
 */
export function loseNext(
  what: "request" | "answer",
  client: DynamoDBDocumentClient,
): { calls: () => number } {
  let calls = 0;
  const silence = () => Object.assign(new Error("no answer in time"), { name: "TimeoutError" });
  client.middlewareStack.add(
    (next, { commandName = "" }) =>
      async (args) => {
        if (!/^(Put|Update|TransactWrite)/.test(commandName)) return next(args);
        calls += 1;
        if (what === "request" && calls === 1) throw silence();
        const answer = await next(args);
        if (calls === 1) throw silence();
        return answer;
      },
    { step: "deserialize", name: "loseNext", override: true },
  );
  return { calls: () => calls };
}
