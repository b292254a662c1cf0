import type { Context } from "aws-lambda";
import { afterEach, describe, expect, test, vi } from "vitest";
import { defineLogs, log, logger } from "#shared/kernel/logging/logger.ts";

const logs = defineLogs("orders", { sent: { level: "info", text: "an order was sent" } });

describe("a log line", () => {
  afterEach(() => {
    logger.resetKeys();
    vi.restoreAllMocks();
  });

  const lineOf = (write: () => void): Record<string, unknown> => {
    const lines: string[] = [];
    // The logger has a console of its own.
    const own = (logger as unknown as { console: Console }).console;
    for (const level of ["info", "error"] as const)
      vi.spyOn(own, level).mockImplementation((text: string) => void lines.push(text));
    write();
    return JSON.parse(lines[0] ?? "null");
  };

  test("names what happened, where and in which request, and nothing that its group says", () => {
    logger.addContext({
      awsRequestId: "request-1",
      functionName: "orders",
      invokedFunctionArn: "a".repeat(80),
      memoryLimitInMB: "512",
    } as Context);
    expect(lineOf(() => log(logs.sent, { orderId: "o-1" }))).toEqual({
      level: "INFO",
      message: "an order was sent",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      service: expect.any(String),
      function_request_id: "request-1",
      code: "orders.sent",
      orderId: "o-1",
    });
  });

  test("has an error's name, message and stack", () => {
    const { error } = lineOf(() => logger.error("failed", { error: new TypeError("no such thing") }));
    expect(error).toMatchObject({ name: "TypeError", message: "no such thing", stack: expect.anything() });
  });
});
