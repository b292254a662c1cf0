import type { RatingView } from "../shared/api-types.ts";

export type Invitation = { caseNumber: string; stage: RatingView["stage"] };
type Message = { invitation: Invitation } | { shown: true };

/** From a clerk's screen to the rating device's, when both are windows of the same browser (副屏). */
const channel = "rating-device";
const patienceMs = 1_000;

/** Answers whether a rating device of this browser shows it now. */
export function askToRate(invitation: Invitation): Promise<boolean> {
  const line = new BroadcastChannel(channel);
  return new Promise<boolean>((resolve) => {
    line.onmessage = ({ data }: MessageEvent<Message>) => {
      if ("shown" in data) resolve(true);
    };
    setTimeout(() => resolve(false), patienceMs);
    line.postMessage({ invitation } satisfies Message);
  }).finally(() => line.close());
}

/** Answers how to stop listening. */
export function whenAsked(listener: (invitation: Invitation) => void): () => void {
  const line = new BroadcastChannel(channel);
  line.onmessage = ({ data }: MessageEvent<Message>) => {
    if (!("invitation" in data)) return;
    listener(data.invitation);
    line.postMessage({ shown: true } satisfies Message);
  };
  return () => line.close();
}
