import type { Rule } from "../rule/rule.ts";
import { consentOf, type Subscriber } from "./subscriber.ts";

/** It looks at what is sensitive: the lint makes such conditions name the act that allows it. */
export const looksAtSensitive = ({ alternatives }: Rule): boolean =>
  alternatives.flat().some((one) => "basis" in one && one.basis !== undefined);

/** Whether they consented to being held against this rule. */
export function allows({ consents }: Pick<Subscriber, "consents">, rule: Rule): boolean {
  const consent = consentOf({ consents });
  return consent !== undefined && (consent.sensitive === true || !looksAtSensitive(rule));
}
