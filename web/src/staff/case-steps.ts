/** The applicant's own steps: a clerk who takes one records how they help. */
export const applicants = ["withdraw", "redeliver", "correctPerson", "requestFileTransfer", "urge"];
/** They bring papers and answers, on a page of their own. */
export const onOwnPage = ["supplement", "resubmit", "submitDeferred"];
/** Seen with the papers at the window; addresses and phone go by what the applicant confirms. */
export const applicantsOwn = ["handInAddress", "receiveAddress", "confirmed"];
