import { useCallback, useEffect, useState } from "react";
import { minutesFast } from "./clock.ts";
import { refused, uploadQueue, waiting } from "./queue.ts";
import { type Registered, signed } from "./signed.ts";

type Known = { window: string; shift: { since: string } | null };
export type DeviceState = {
  online: boolean;
  known: Known | undefined;
  waiting: number;
  refused: number;
  /** Minutes that its clock is fast, or slow below zero. */
  minutesFast: number;
  /** Tries to upload the queue now. */
  wake: () => void;
};

const beatMs = 30_000;

const countsNow = () => ({ waiting: waiting().length, refused: refused(), minutesFast: minutesFast() });

/** So that the page itself comes up without a connection: its worker sees again what came before it was there. */
async function keepPage(): Promise<void> {
  const { serviceWorker: workers } = navigator;
  if (!workers) return;
  const inCharge = new Promise((resolve) => {
    if (workers.controller) resolve(undefined);
    else workers.addEventListener("controllerchange", resolve, { once: true });
  });
  await workers.register("/device-worker.js", { scope: "/device" });
  await inCharge;
  const ours = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => new URL(name).origin === window.location.origin);
  await Promise.all([window.location.href, ...ours].map((name) => fetch(name).catch(() => undefined)));
}

/** Keeps the device's work going: a heartbeat, and what was rated while nobody could be reached. */
export function useDevice(device: Registered): DeviceState {
  const [online, setOnline] = useState(true);
  const [known, setKnown] = useState<Known>();
  const [counts, setCounts] = useState(countsNow);
  const work = useCallback(async () => {
    setCounts(countsNow());
    const reached = await uploadQueue(device);
    const answer = await signed(device, "heartbeat", { waiting: waiting().length }).catch(() => undefined);
    setOnline(reached && answer !== undefined);
    if (answer?.ok) setKnown((await answer.json()) as Known);
    setCounts(countsNow());
  }, [device]);
  const wake = useCallback(() => void work(), [work]);
  useEffect(() => {
    wake();
    const timer = setInterval(wake, beatMs);
    window.addEventListener("online", wake);
    void keepPage();
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", wake);
    };
  }, [wake]);
  return { online, known, ...counts, wake };
}
