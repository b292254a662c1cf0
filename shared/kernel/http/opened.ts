import type { Accesses, Openable } from "#shared/kernel/accesses/access.ts";
import { type Clock, systemClock } from "#shared/kernel/clock.ts";
import type { Caller } from "./caller.ts";
import type { RouteContract } from "./contract.ts";

/** What an answer shows, for whoever it is about. */
export type Opened = {
  /** In whose accesses it stands: a case's number, an interested party's id; empty when it is about nobody. */
  of: string;
  /** Which one, where there are several. */
  record?: string;
  /** As the caller gave it. */
  reason?: string;
  reasonCode?: string;
};

/** An answer of a route that opens something says what. */
export type OpenedBy<Contract extends RouteContract> = Contract extends { opens: Openable }
  ? { opened: Opened }
  : { opened?: Opened };

/** Whoever looks, as their entries name them. */
export const looker = ({ role, id, department }: Caller) => ({
  role,
  id,
  ...(department && { department }),
});

export const opensSomething = ({ opens }: RouteContract): boolean =>
  opens !== undefined && opens !== "nothing";

/**
 * The one place where a look of staff at somebody's data goes on record, before it is answered: no route can forget it,
 * because its contract says what it opens.
 * @throws Error at once where there is nowhere to record what a route opens; later when a route does not say whose it was,
 * so that nothing is shown without an entry
 */
export function recordsOpening(
  contracts: readonly RouteContract[],
  accesses: Pick<Accesses, "record"> | undefined,
  now: Clock = systemClock,
) {
  const unrecorded = contracts.find(opensSomething);
  if (unrecorded && !accesses) throw new Error(`what ${unrecorded.path} opens is recorded nowhere`);
  return async ({ opens, path }: RouteContract, caller: Caller, opened?: Opened): Promise<void> => {
    if (!accesses || !opens || opens === "nothing" || caller.role === "citizen") return;
    if (!opened) throw new Error(`${path} does not say whose data it opens`);
    const { of, record, reason, reasonCode } = opened;
    if (of === "") return;
    await accesses.record(of, {
      at: now(),
      by: looker(caller),
      what: opens,
      ...(record && { record }),
      ...(reason && { reason }),
      ...(reasonCode && { reasonCode }),
    });
  };
}
