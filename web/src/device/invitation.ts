import { type Invitation, type Message, messageOf } from "./invitation-message.ts";

export type { Invitation };

/** From a clerk's screen to the rating device's, when both are windows of the same browser (副屏). */
const channelName = "rating-device";
const timeoutMs = 1_000;

/** Resolves to whether a rating device of this browser shows it now. */
export function inviteToRate(invitation: Invitation): Promise<boolean> {
  const channel = new BroadcastChannel(channelName);
  return new Promise<boolean>((resolve) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const message = messageOf(data);
      if (message && "shown" in message) resolve(true);
    };
    setTimeout(() => resolve(false), timeoutMs);
    channel.postMessage({ invitation } satisfies Message);
  }).finally(() => channel.close());
}

/** Returns the function that stops listening. */
export function onInvitation(listener: (invitation: Invitation) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = ({ data }: MessageEvent<unknown>) => {
    const message = messageOf(data);
    if (!message || !("invitation" in message)) return;
    listener(message.invitation);
    channel.postMessage({ shown: true } satisfies Message);
  };
  return () => channel.close();
}
