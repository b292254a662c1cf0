import type { Column } from "../../kit/record-list.tsx";
import { RowLink } from "../../kit/record-list.tsx";
import { ItemName } from "../../shared/item-name.tsx";
import type { Reviewed } from "./ratings-page.tsx";

/** What a rating is about, with the way to it. */
export const itemColumn = (heading: string): Column<Reviewed> => ({
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
