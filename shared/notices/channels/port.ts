/** Ways on which somebody is told; the inbox is ours and cannot fail, the others are providers'. */
export const channels = ["inbox", "sms", "mail", "wechat", "push", "voice"] as const;
export type Channel = (typeof channels)[number];

/** One attempt to tell one person on one channel. Address and text are here and in no event, queue or log. */
export type Message = {
  noticeId: string;
  /** Counts 1, 2, 3, …: with the notice's id the provider's own id for us follows from it. */
  attempt: number;
  address: string;
  /** Ours; what a provider calls the same template stands in its adapter. */
  template: { id: string; version: number };
  params: Record<string, string>;
  text: string;
  title: string;
  language: "zh" | "en";
  link?: string;
};

/** `unknown`: nobody knows whether it was taken, so it is asked after and never just sent again. */
export type SendOutcome =
  | { outcome: "accepted"; providerRef: string; parts: number; costFen: number }
  /** `permanent`: this address takes no messages on this channel. `code` is the provider's word, without personal data. */
  | { outcome: "failed"; failure: "permanent" | "temporary"; code: string }
  | { outcome: "unknown" };

/** `notFound`: the provider is sure that it never took it. */
export type AskOutcome = "delivered" | "failed" | "waiting" | "notFound";

/** One provider of one channel. Neither method throws for what a provider answers or leaves unanswered. */
export interface Provider {
  name: string;
  channel: Channel;
  /** Of ten messages of its channel, how many it is given while all are well. */
  weight: number;
  /** Its receipts carry our id; otherwise they are found by its own, which is kept with the notice. */
  givesBack: boolean;
  send(message: Message): Promise<SendOutcome>;
  /** What became of a message that was, or may have been, taken. Without it an unknown stays one until it expires. */
  ask?(
    providerRef: string | undefined,
    message: Pick<Message, "noticeId" | "attempt" | "address"> & { sentOn: string },
  ): Promise<AskOutcome>;
}

/** What a provider's callback says of one message. Whoever carried the number in it has let it go already. */
export type Receipt = {
  /** By the provider's own id, or by ours where it gives that back. */
  providerRef?: string;
  noticeId?: string;
  attempt?: number;
  outcome: "delivered" | "failed";
  failure?: "permanent" | "temporary";
  code?: string;
  at: string;
};

/** What a callback's body says; undefined: it is none of this provider's. */
export type ParseReceipt = (body: string | Uint8Array) => Receipt[] | undefined;
