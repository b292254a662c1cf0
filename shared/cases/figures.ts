/** What the hourly sweep counts on its way. */
export const figuresInHand = {
  casesInHand: "Cases in hand",
  casesOverdue: "Cases in hand that have passed a time limit",
} as const;

/** What the daily search counts on its way, of the 24 hours before. */
export const figuresOfDay = {
  casesAccepted: "Cases accepted in a day",
  casesEnded: "Cases ended in a day",
} as const;
