import type { Terminal } from "./terminal.js";

/** Work shorter than this shows no bar, in milliseconds. */
const QUIET_MS = 1000;

/** Runs work in `total` steps and shows a bar on stderr once it has taken a second, on a terminal only. */
export async function withProgress<T>(
  terminal: Terminal,
  total: number,
  work: (step: () => void) => Promise<T>,
): Promise<T> {
  if (!process.stderr.isTTY || total < 2) return work(() => undefined);
  const started = performance.now();
  let done = 0;
  let bar: { update(value: number): void; stop(): void } | undefined;
  try {
    return await work(() => {
      done++;
      bar?.update(done);
      if (bar === undefined && performance.now() - started > QUIET_MS && done < total) {
        // Loaded only now: short runs never pay for it.
        void import("cli-progress").then(({ SingleBar, Presets }) => {
          if (done >= total) return;
          const single = new SingleBar(
            {
              format: "{bar} {value}/{total} experiments, {eta}s left",
              clearOnComplete: true,
              barsize: Math.min(40, terminal.columns - 40),
            },
            Presets.shades_classic,
          );
          single.start(total, done);
          bar = single;
        });
      }
    });
  } finally {
    bar?.stop();
  }
}
