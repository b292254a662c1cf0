/** One element for each of the values. */
export const element = (name: string, values: (string | number)[] = []): string =>
  values
    .map(
      (value) =>
        `<${name}>${String(value).replace(/[<&]/g, (c) => (c === "<" ? "&lt;" : "&amp;"))}</${name}>`,
    )
    .join("");
