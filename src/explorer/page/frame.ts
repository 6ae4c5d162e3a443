import { useMemo } from "preact/hooks";

/** Puts work off to the next frame; of several calls before it only the last is done. */
export function useFrame(): (work: () => void) => void {
  return useMemo(() => {
    let latest: (() => void) | undefined;
    return (work) => {
      if (latest === undefined)
        requestAnimationFrame(() => {
          const call = latest;
          latest = undefined;
          call?.();
        });
      latest = work;
    };
  }, []);
}
