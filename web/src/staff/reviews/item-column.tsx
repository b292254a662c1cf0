import { type Column, RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";

type Rated = { ratingId: string; itemCode: string; caseNumber: string };

/** What a rating is about, with the way to it. */
export const itemColumn = (heading: string): Column<Rated> => ({
  name: "item",
  heading,
  cell: ({ ratingId, itemCode, caseNumber }) => (
    <>
      <RowLink to={`/staff/reviews/ratings/${ratingId}`}>
        <ItemName itemCode={itemCode} />
      </RowLink>
      <span className="facts number">{caseNumber}</span>
    </>
  ),
});
