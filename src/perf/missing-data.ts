/** A table lacks what a query needs. Fallback chains, HYBRID and the search catch it; a single estimate reports it. */
export class MissingDataError extends Error {
  constructor(message: string) {
    // searches catch them by the thousand, and a trace costs more than the look-up
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = "MissingDataError";
  }
}
