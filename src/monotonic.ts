/** Milliseconds of a clock that never goes back. Unlike `performance.now` it costs a short command no module of Node's. */
export function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
