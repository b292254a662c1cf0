export type PageProps = { parameter: string };
/** Who a page is for. People who are not signed in are asked to; others are told that it is not theirs. */
export type Audience = "anybody" | "citizen" | "applicant" | "staff" | "clerk";
