import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

export type Drawing = {
  kind: "bar" | "line";
  names: string[];
  series: { name: string; values: number[] }[];
};

use([BarChart, LineChart, GridComponent, LegendComponent, SVGRenderer]);

const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Draws in the colours of the page, again when these or the size change. Answers how to take it away. */
export function draw(place: HTMLElement, { kind, names, series }: Drawing): () => void {
  const chart = init(place, undefined, { renderer: "svg" });
  const show = (): void => {
    const [ink, line, good, bad] = [colour("--ink"), colour("--line"), colour("--good"), colour("--bad")];
    const text = { color: ink };
    const axisLine = { lineStyle: { color: line } };
    const categories = {
      type: "category" as const,
      data: names,
      axisLabel: { ...text, hideOverlap: true },
      axisLine,
    };
    const values = { type: "value" as const, minInterval: 1, axisLabel: text, splitLine: axisLine };
    chart.setOption({
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      color: [good, bad],
      legend: { textStyle: text, top: 0 },
      grid: { left: 8, right: 16, top: 36, bottom: 8, outerBoundsMode: "same" },
      xAxis: kind === "line" ? categories : values,
      yAxis: kind === "line" ? values : { ...categories, inverse: true },
      series: series.map(({ name, values: data }) => ({
        name,
        type: kind,
        stack: "all",
        data,
        ...(kind === "line" && { areaStyle: {} }),
      })),
    });
  };
  show();
  const resized = new ResizeObserver(() => chart.resize());
  resized.observe(place);
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", show);
  return () => {
    resized.disconnect();
    dark.removeEventListener("change", show);
    chart.dispose();
  };
}
