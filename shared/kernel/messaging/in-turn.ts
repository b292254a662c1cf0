/**
 * Runs tasks of one key one after another, and those of different keys side by side. A batch often brings
 * several events of one leg: let loose together, all but one would lose their conditional write and pay for it.
 */
export function sequentially() {
  const last = new Map<string, Promise<unknown>>();
  return async <Result>(key: string, task: () => Promise<Result>): Promise<Result> => {
    const before = last.get(key) ?? Promise.resolve();
    // The one before reports its own failure to its own caller; here it is only waited for.
    const mine = before.then(task, task);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
