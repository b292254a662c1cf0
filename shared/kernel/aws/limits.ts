/**
 * What every client of AWS is made with. Left alone, the SDK waits for an answer without end: Lambda would end the
 * function, and API Gateway would answer for it, with nothing that anybody could act on. Four attempts of two seconds
 * leave an API function the time to answer by itself.
 */
export const clientLimits = {
  maxAttempts: 4,
  requestHandler: {
    connectionTimeout: 1000,
    requestTimeout: 2000,
    /** No byte for so long, also in the middle of a body. */
    socketTimeout: 2500,
    throwOnRequestTimeout: true,
  },
};
