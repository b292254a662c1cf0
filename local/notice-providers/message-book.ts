/** One message as a provider took it; `reference` is the platform's word for the attempt. */
export type Taken = {
  provider: string;
  reference: string;
  /** The provider's own number for it. */
  providerRef: string;
  to: string;
  takenAt: string;
  state: "waiting" | "delivered" | "failed";
  /** What arrived, as whoever holds the phone sees it. */
  shows: Record<string, string>;
};

/** What the providers took, for looking at it and for holding it against the platform's own book. */
export function messageBook() {
  const taken: Taken[] = [];
  const find = (provider: string, has: Partial<Taken>) =>
    taken.find(
      (one) =>
        one.provider === provider &&
        Object.entries(has).every(([name, value]) => one[name as keyof Taken] === value),
    );
  return {
    all: (): readonly Taken[] => taken,
    find,
    /** Real providers have no idempotency: what is sent twice arrives twice, and stands here twice. */
    take(message: Omit<Taken, "state" | "providerRef">): Taken {
      const kept: Taken = {
        ...message,
        providerRef: `${message.provider}-${taken.length + 1}`,
        state: "waiting",
      };
      taken.push(kept);
      return kept;
    },
    sentTo: (provider: string, to: string): Taken[] =>
      taken.filter((one) => one.provider === provider && one.to === to),
  };
}
export type MessageBook = ReturnType<typeof messageBook>;
