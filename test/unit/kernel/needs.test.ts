import { afterEach, expect, it, vi } from "vitest";
import { calendar, deadLetters, readNeeds, table } from "#shared/kernel/needs.ts";

afterEach(() => void vi.unstubAllEnvs());

const needs = {
  NOTES_TABLE: table("notes", "get", "put"),
  CALENDAR_TABLE: calendar,
  DEAD_LETTER_QUEUE_URL: deadLetters,
};

it("a function's needs are read from its environment, and no others", () => {
  vi.stubEnv("OTHER_TABLE", "others");
  for (const name of Object.keys(needs)) vi.stubEnv(name, `the ${name}`);
  expect(readNeeds(needs)).toEqual({
    NOTES_TABLE: "the NOTES_TABLE",
    CALENDAR_TABLE: "the CALENDAR_TABLE",
    DEAD_LETTER_QUEUE_URL: "the DEAD_LETTER_QUEUE_URL",
  });
});

it("a function does not start without each of its needs, and names all that are missing", () => {
  vi.stubEnv("NOTES_TABLE", "notes");
  vi.stubEnv("CALENDAR_TABLE", "");
  expect(() => readNeeds(needs)).toThrow(/CALENDAR_TABLE.*DEAD_LETTER_QUEUE_URL/);
});
