import type { ServiceItem } from "#shared/catalogue/public.ts";

export type Fee = ServiceItem["fee"];
export type Reduction = NonNullable<Fee["reductions"]>[number];
export type FeeLine = { feeId: string; quantity: number; amountFen: number };

const isCharged = ({ when }: Fee["items"][number], answers: Record<string, unknown>): boolean =>
  when === undefined || when.values.some((value) => value === answers[when.field]);

/**
 * What an application costs, in fen: standard times quantity of each charge that its answers call for.
 * @throws Error when no charge fits: the catalogue's checks let no such item be published
 */
export function assess({ items }: Fee, answers: Record<string, unknown>): FeeLine[] {
  const lines = items
    .filter((item) => isCharged(item, answers))
    .map(({ feeId = "", amountFen, quantityField }) => {
      const quantity = quantityField === undefined ? 1 : Number(answers[quantityField]);
      if (!Number.isInteger(quantity) || quantity < 1)
        throw new Error(`the answers give no quantity for charge ${feeId}`);
      return { feeId, quantity, amountFen: amountFen * quantity };
    });
  if (lines.length === 0) throw new Error("no charge of the item fits the answers");
  return lines;
}

export const totalOf = (lines: readonly FeeLine[]): number =>
  lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** Rounded down to the fen. Zero: nothing is left to pay. */
export const reducedAmount = (amountFen: number, { payPercent }: Reduction): number =>
  Math.floor((amountFen * payPercent) / 100);

/** The grounds for paying less that may be given for these charges. */
export const reductionsFor = ({ reductions = [] }: Fee, lines: readonly FeeLine[]): Reduction[] =>
  reductions.filter(({ feeIds }) => !feeIds || lines.every(({ feeId }) => feeIds.includes(feeId)));
