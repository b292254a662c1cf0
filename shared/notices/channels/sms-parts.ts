/**
 * In how many parts a short message is sent and paid: up to 70 characters in one, else 67 a part.
 * `text` goes with its signature (【…】). Second-hand: the figure of a provider's price list.
 */
export const smsParts = (text: string): number => {
  // UTF-16 units, which is what UCS-2 counts.
  const { length } = text;
  return length <= 70 ? 1 : Math.ceil(length / 67);
};
