import type { Drill } from "./drills.ts";
import type { Stage } from "./stage.ts";

export type Played = {
  alarm: string;
  description: string;
  /** What it looked at while it rang. */
  value: number | undefined;
};

/** Waits no longer: what is asynchronous here takes milliseconds. */
const patienceMs = 20_000;

/** Causes what the alarm is for and clears it again. @throws Error when it rings before, does not ring, or does not stop */
export async function play(drill: Drill, stage: Stage): Promise<Played> {
  const demand = async (rings: boolean, when: string) => {
    const until = Date.now() + patienceMs;
    for (;;) {
      const alarm = stage.alarm(drill.alarm);
      if ((alarm.state === "ALARM") === rings) return alarm;
      if (Date.now() > until)
        throw new Error(
          `${alarm.logicalId} is in ${alarm.state} ${when}: it looked at ${JSON.stringify(alarm.values)}`,
        );
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  await drill.before?.(stage);
  await demand(false, "before anything happened");
  await drill.cause(stage);
  const { logicalId, description, values } = await demand(true, `after ${drill.what}`);
  await drill.clear(stage);
  await demand(false, "after it was cleared");
  return { alarm: logicalId, description, value: values[0] };
}
