/** The function that is meant by its name, by an alias or version of it (`name:live`), or by an ARN of one of these. */
export const functionNameOf = (target: string): string =>
  /function:([^:]+)/.exec(target)?.[1] ?? target.split(":")[0] ?? target;
