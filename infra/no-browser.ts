/** Stands in for the parser of browsers' names that the SDK imports lazily in a browser, where no function runs. */
export default undefined;
