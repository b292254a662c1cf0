import { useEffect, useRef } from "react";
import type { Drawing } from "./draw.ts";

type Props = Drawing & {
  /** What it shows, for those who do not see it; the figures stand in the table beside it. */
  label: string;
};

/** ECharts comes with the first chart that is shown, and with no other page. */
export function Chart({ label, ...content }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { kind, names, series } = content;
  const said = JSON.stringify({ kind, names, series });
  useEffect(() => {
    let end = (): void => {};
    let gone = false;
    // Without it the table says the same.
    import("./draw.ts").then(
      ({ draw }) => {
        if (!gone && place.current) end = draw(place.current, JSON.parse(said) as Drawing);
      },
      () => {},
    );
    return () => {
      gone = true;
      end();
    };
  }, [said]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}
