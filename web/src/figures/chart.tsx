import { useEffect, useRef } from "react";
import type { Drawing } from "./draw.ts";

type Props = Drawing & {
  /** What it shows, for those who do not see it; the figures are in the table beside it. */
  label: string;
};

/** ECharts comes with the first chart that is shown, and with no other page. */
export function Chart({ label, ...content }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const { kind, names, series } = content;
  const drawing = JSON.stringify({ kind, names, series });
  useEffect(() => {
    let end = (): void => {};
    let gone = false;
    // Without it the table shows the same.
    import("./draw.ts").then(
      ({ draw }) => {
        if (!gone && container.current) end = draw(container.current, JSON.parse(drawing) as Drawing);
      },
      () => {},
    );
    return () => {
      gone = true;
      end();
    };
  }, [drawing]);
  return <div ref={container} className="chart" role="img" aria-label={label} />;
}
