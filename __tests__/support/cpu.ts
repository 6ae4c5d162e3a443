/**
 * Processor time of `work` in milliseconds, of this whole process: other processes of a busy machine do not count. Limits on
 * it are for what grows out of bounds, so they leave room for a slow machine: ten times what a usual one needs.
 */
export function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
