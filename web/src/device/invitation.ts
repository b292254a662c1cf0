export type Invitation = { caseNumber: string; stage: string };

/** From a clerk's screen to the rating device's, when both are windows of the same browser (副屏). */
const channel = "rating-device";

export function askToRate(invitation: Invitation): void {
  const sender = new BroadcastChannel(channel);
  sender.postMessage(invitation);
  sender.close();
}

/** Answers how to stop listening. */
export function whenAsked(listener: (invitation: Invitation) => void): () => void {
  const receiver = new BroadcastChannel(channel);
  receiver.onmessage = ({ data }: MessageEvent<Invitation>) => listener(data);
  return () => receiver.close();
}
