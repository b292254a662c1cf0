/** How far the API's clock is ahead of the device's, in ms, as its last answer showed. */
let ahead = 0;

/** The time by the API's clock, whatever the device believes. */
export const deviceNow = (): Date => new Date(Date.now() + ahead);

/** Minutes that the device's clock is fast (or slow, below zero); 0 while it does not matter. */
export const minutesFast = (): number => (Math.abs(ahead) < 60_000 ? 0 : Math.round(-ahead / 60_000));

/** Whether it was wrong by so much that what was signed by it may be refused. */
export function setBy(answer: Response): boolean {
  const served = Date.parse(answer.headers.get("date") ?? "");
  if (Number.isNaN(served)) return false;
  const was = ahead;
  ahead = served - Date.now();
  return Math.abs(ahead - was) > 60_000;
}
