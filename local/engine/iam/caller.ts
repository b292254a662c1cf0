/** Who asks names itself by its access key: a function's is the function's own name. */
export const callerIn = (authorization: string | undefined): string =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? "")?.[1] ?? "";
