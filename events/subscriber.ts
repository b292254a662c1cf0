import * as z from "zod";
import { defineEvent, type EventOf } from "./define-event.ts";

const subscriberFacts = { accountId: z.string().min(1).max(140) };
const defineSubscriber = <Name extends string>(name: Name) =>
  defineEvent("subscriber", name, subscriberFacts);

/** Whoever consented to being told of policies that fit them. */
export const subscriberEvents = {
  consented: defineSubscriber("consented"),
  withdrawn: defineSubscriber("withdrawn"),
};
export type SubscriberEvent = EventOf<(typeof subscriberEvents)[keyof typeof subscriberEvents]>;
