/** The table's index of items beside the ratings that somebody has to look through: comments and draws. */
export const itemLists = { name: "listing", hash: "listKey", range: "listSort" };
