import type { Context } from "aws-lambda";
import { afterEach, describe, expect, test, vi } from "vitest";
import { defineLogs, inTrace, log, logger } from "#shared/kernel/logging/logger.ts";

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

  test("has the trace of what it was logged for, and of nothing that runs beside", async () => {
    const traceparent = (digit: string) => `00-${digit.repeat(32)}-${"b".repeat(16)}-01`;
    const message = (digit: string) => JSON.stringify({ detail: { traceparent: traceparent(digit) } });
    const later = (digit: string) =>
      inTrace(message(digit), async () => {
        await new Promise((resolve) => setImmediate(resolve));
        return lineOf(() => log(logs.sent)).trace;
      });
    expect(await later("1")).toBe("1".repeat(32));
    expect(await Promise.all([later("2"), later("3")])).toEqual(["2".repeat(32), "3".repeat(32)]);
    expect(lineOf(() => log(logs.sent))).not.toHaveProperty("trace");
    expect(inTrace("no trace", () => lineOf(() => log(logs.sent)))).not.toHaveProperty("trace");
  });

  test("has an error's name, message and stack", () => {
    const { error } = lineOf(() => logger.error("failed", { error: new TypeError("no such thing") }));
    expect(error).toMatchObject({ name: "TypeError", message: "no such thing", stack: expect.anything() });
  });
});
