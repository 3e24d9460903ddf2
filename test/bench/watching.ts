/** Processor time of a piece of work, and of its longest piece. */

/** Processor time in all, and of this thread between two turns of the event loop: others on the machine make neither longer. */
export async function whileWatching(work: () => Promise<unknown>): Promise<{ longest: number; total: number }> {
  let longest = 0;
  let watching = true;
  const began = process.cpuUsage();
  let last = process.threadCpuUsage();
  const watch = () => {
    longest = Math.max(longest, msOf(process.threadCpuUsage(last)));
    last = process.threadCpuUsage();
    if (watching) setImmediate(watch);
  };
  setImmediate(watch);
  await work();
  watch();
  watching = false;
  return { longest, total: msOf(process.cpuUsage(began)) };
}

export function msOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}
