/** The applicant's own steps: a clerk who takes one records how they help. */
export const applicants = ["withdraw", "redeliver", "correctPerson", "requestFileTransfer", "urge"];
/** They bring documents and answers, on a page of their own. */
export const onOwnPage = ["supplement", "resubmit", "submitDeferred"];
/** Seen with the documents at the window; addresses and phone go by what the applicant confirms. */
export const applicantsOwn = ["handInAddress", "receiveAddress", "confirmed"];
